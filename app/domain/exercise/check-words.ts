import type { CheckSpec } from "./checks.ts";

/**
 * One sentence per check about what is graded, made of nothing but what the task may tell:
 * no assertion queries, no names of hidden data, no index that would be the answer.
 */
export function checkWords(check: CheckSpec): string {
  switch (check.type) {
    case "rows":
      return check.after === undefined
        ? `The right rows, ${order[check.order]}, ${names[check.names]}${hidden(check.variants)}.`
        : `The right rows again when the query is asked once more after the data has changed${hidden(check.variants)}.`;
    case "plan": {
      const limits = [
        check.maxCost === undefined ? [] : [`costs at most ${figure(check.maxCost)}`],
        check.maxBlocks === undefined ? [] : [`touches at most ${figure(check.maxBlocks)} blocks`],
        check.forbid.map(({ node, on }) => `has no ${node}${on ? ` on ${on}` : ""}`),
        check.require.length > 0 ? ["takes the way the task asks for"] : [],
      ].flat();
      return `A plan that ${sentence(limits) || "PostgreSQL can make"}${hidden(check.variants)}.`;
    }
    case "state":
      return `The database is left as the task describes${hidden(check.variants)}.`;
    case "unchanged": {
      const what = [check.structure ? "columns and constraints" : "", check.data ? "rows" : ""];
      const extra = check.newRelations ? "" : "; no new tables or views";
      return `${capital(sentence(what.filter(Boolean)))} of ${sentence(check.tables)} stay as they are${extra}.`;
    }
    case "size": {
      const limits = [
        check.maxIndexBytes === undefined
          ? ""
          : `at most ${megabytes(check.maxIndexBytes)} of new indexes`,
        check.maxNewIndexes === undefined
          ? ""
          : `at most ${check.maxNewIndexes} new ${check.maxNewIndexes === 1 ? "index" : "indexes"}`,
      ];
      return `${capital(sentence(limits.filter(Boolean)))}.`;
    }
    case "statements": {
      const limits = [
        check.max === undefined ? "" : `at most ${check.max} in all`,
        check.constant ? "as many for little data as for much" : "",
        check.noStar ? "columns named, no select *" : "",
        check.noOffset ? "no OFFSET" : "",
        check.maxLimit === undefined ? "" : `every read limited to ${figure(check.maxLimit)} rows`,
        check.columns === undefined ? "" : "only the columns the task needs",
        check.maxRows === undefined ? "" : `at most ${figure(check.maxRows)} rows per call`,
      ];
      return `The statements your code sends: ${sentence(limits.filter(Boolean))}.`;
    }
    case "value":
      return `The right value is returned, ${order[check.order]}${
        check.inputs.length > 1 || check.variants.length > 1
          ? ", also for hidden inputs and data"
          : ""
      }.`;
    case "items":
      return check.items.length === 1
        ? "Your answer to the question below the task."
        : "Your answers to the questions below the task.";
  }
}

const order = {
  strict: "in the stated order",
  keys: "in the stated order, ties in any",
  any: "in any order",
};
const names = {
  exact: "columns named exactly as in the task",
  "ignore-case": "columns named as in the task, in either case",
  ignore: "column names up to you",
};

function hidden(variants: readonly string[]): string {
  return variants.some((variant) => variant !== "default") ? ", also on hidden data" : "";
}

function figure(value: number): string {
  return value.toLocaleString("en-US");
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${figure(bytes)} bytes` : `${figure(bytes / 1_000_000)} MB`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function sentence(parts: readonly string[]): string {
  return parts.length < 2
    ? parts.join("")
    : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}
