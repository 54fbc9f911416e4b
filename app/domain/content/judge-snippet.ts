import type { ResultSet, ScriptOutcome } from "../exercise/ports.ts";
import { readExplain, type ExplainOutput } from "./explain-output.ts";
import type { Problem } from "./problem.ts";
import type { Snippet } from "./snippet.ts";

/** Compares what a block did with what it promises. No problems: it holds. */
export function judgeSnippet(snippet: Snippet, outcome: ScriptOutcome): Problem[] {
  const report = reporter(snippet);
  if (outcome.kind === "crashed" || outcome.kind === "unsupported") {
    const reason = outcome.kind === "crashed" ? outcome.reason : outcome.feature;
    return [report(`The block could not be run: ${reason}.`, "Simplify it, or report the engine.")];
  }
  const { error: expected } = snippet.expect;
  if (outcome.kind === "failed") {
    const { message, code, position } = outcome.error;
    if (expected !== undefined && code === expected) return [];
    return [
      {
        ...report(
          expected === undefined
            ? `The block fails: ${message} (${code ?? "no code"}).`
            : `The block should fail with ${expected}, but fails with ${code ?? "no code"}: ${message}.`,
          expected === undefined
            ? `Correct the SQL, or say expect-error=${code ?? "SQLSTATE"} if it is meant to fail.`
            : "Correct the SQL or the expectation.",
        ),
        line: snippet.line + 1 + lineWithin(snippet.code, position),
      },
    ];
  }
  if (expected !== undefined) {
    return [
      report(`The block should fail with ${expected}, but it succeeds.`, "Correct one of the two."),
    ];
  }
  return snippet.role === "verify"
    ? judgeVerify(snippet, outcome.results)
    : judgeShown(snippet, outcome.results, report);
}

type Report = (message: string, fix: string) => Problem;

function reporter({ file, line }: Pick<Snippet, "file" | "line">): Report {
  return (message, fix) => ({ file, line, message, fix });
}

function lineWithin(code: string, position: number | null): number {
  return code.slice(0, Math.max(0, (position ?? 1) - 1)).split("\n").length - 1;
}

/** Comments and space before a statement belong to it; the line is that of its first word. */
function lineOfStatement({ line, code }: Snippet, start: number): number {
  const before = /^(?:\s|--[^\n]*)*/.exec(code.slice(start))?.[0].length ?? 0;
  return line + 1 + lineWithin(code, start + before + 1);
}

/** Every SELECT of a verify block must return exactly one row whose columns are all true. */
function judgeVerify(snippet: Snippet, results: readonly ResultSet[]): Problem[] {
  const selects = results.filter(
    ({ columns, command }) => columns.length > 0 && command === "SELECT",
  );
  if (selects.length === 0) {
    const report = reporter(snippet);
    return [report("The verify block proves nothing.", "Add a SELECT that returns true.")];
  }
  return selects.flatMap(({ rows, source }, index) => {
    const report = reporter({ file: snippet.file, line: lineOfStatement(snippet, source.start) });
    const which = `SELECT ${index + 1} of the verify block`;
    if (rows.length !== 1) {
      return [report(`${which} returns ${rows.length} rows.`, "Let it return one row of true.")];
    }
    if (rows[0]?.every((cell) => cell === "t" || cell === "true")) return [];
    return [
      report(
        `${which} does not hold: it returns ${rows[0]?.map(shown).join(", ")}.`,
        "The key, the claim or the query is wrong; correct it.",
      ),
    ];
  });
}

function judgeShown({ expect }: Snippet, results: readonly ResultSet[], report: Report): Problem[] {
  const last = results.findLast(({ columns }) => columns.length > 0);
  const problems: Problem[] = [];
  const unmet = (what: string) =>
    problems.push(report(what, "Correct the SQL, the text or the expectation."));
  const rows = last?.rows ?? [];
  if (expect.rows !== undefined && rows.length !== expect.rows) {
    unmet(`The block should return ${expect.rows} rows, but returns ${rows.length}.`);
  }
  const names = last?.columns.map(({ name }) => name) ?? [];
  if (expect.columns && names.join(",") !== expect.columns.join(",")) {
    unmet(`The columns should be ${expect.columns.join(", ")}, but are ${names.join(", ")}.`);
  }
  if (expect.first !== undefined && rows[0]?.[0] !== expect.first) {
    unmet(`The first cell should be ${expect.first}, but is ${shown(rows[0]?.[0] ?? null)}.`);
  }
  if (expect.text !== undefined) {
    const wanted = expect.text;
    if (!rows.some((row) => row.some((cell) => cell?.includes(wanted)))) {
      unmet(`No cell of the result contains “${wanted}”.`);
    }
  }
  const explain = results.map(readExplain).findLast((output) => output !== null) ?? null;
  for (const what of planComplaints(expect, explain)) unmet(what);
  return problems;
}

function planComplaints(expect: Snippet["expect"], explain: ExplainOutput | null): string[] {
  const { node, noNode, maxBlocks, minBlocks } = expect;
  if ([node, noNode, maxBlocks, minBlocks].every((value) => value === undefined)) return [];
  if (!explain) return ["The block promises something about a plan, but shows none."];
  const seen = [...new Set(explain.nodes.map((names) => [...names][0]))].join(", ");
  const has = (name: string) => explain.nodes.some((names) => names.has(name));
  const complaints: string[] = [];
  if (node !== undefined && !has(node)) {
    complaints.push(`The plan should have a node ${node}, but has: ${seen}.`);
  }
  if (noNode !== undefined && has(noNode)) {
    complaints.push(`The plan should have no node ${noNode}, but has: ${seen}.`);
  }
  if (maxBlocks !== undefined && explain.blocks > maxBlocks) {
    complaints.push(
      `The plan should read at most ${maxBlocks} blocks, but reads ${explain.blocks}.`,
    );
  }
  if (minBlocks !== undefined && explain.blocks < minBlocks) {
    complaints.push(
      `The plan should read at least ${minBlocks} blocks, but reads ${explain.blocks}.`,
    );
  }
  return complaints;
}

function shown(cell: string | null): string {
  return cell === null ? "NULL" : cell === "" ? "nothing" : cell;
}
