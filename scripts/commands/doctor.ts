import { join } from "node:path";
import type { Command } from "commander";
import { parseSettings } from "#app/platform/env.server.ts";
import { reasonOf } from "#app/platform/startup-error.ts";
import { examineContent } from "../doctor/content.ts";
import { examineDatabase } from "../doctor/database.ts";
import { problem, ok, type Finding } from "../doctor/finding.ts";
import { examineMachine } from "../doctor/machine.ts";

const projectRoot = join(import.meta.dirname, "..", "..");

type Flags = { json?: boolean; content: string; exercises: string };

export function registerDoctor(program: Command): void {
  program
    .command("doctor")
    .description("look whether everything Planwise needs is in order, and say what to do if not")
    .option("--json", "print one JSON document on stdout")
    .option("--content <dir>", "folder with modules/ and questions/", join(projectRoot, "content"))
    .option("--exercises <dir>", "folder with the exercises", join(projectRoot, "exercises"))
    .action(async (flags: Flags) => {
      const findings = await examine(flags);
      const sound = findings.every((finding) => finding.state !== "problem");
      process.stdout.write(
        flags.json ? `${JSON.stringify({ ok: sound, findings })}\n` : report(findings),
      );
      process.exitCode = sound ? 0 : 1;
    });
}

/** Everything there is to look at; a look that fails is a finding itself. */
async function examine({ content, exercises }: Flags): Promise<Finding[]> {
  const result = parseSettings(process.env);
  // What is wrong in the settings is said; the rest is looked at where it would be without them.
  const settings = result.ok ? result.settings : null;
  const dataDirectory = settings?.dataDirectory ?? join(process.cwd(), ".planwise");
  const database = () =>
    examineDatabase({
      databaseUrl: settings?.databaseUrl ?? null,
      dataDirectory,
      migrationsDirectory: join(projectRoot, "prisma", "migrations"),
    });
  const parts = [
    attempt("machine", () => examineMachine(projectRoot, dataDirectory)),
    result.ok
      ? [ok("settings", "The settings fit together")]
      : result.problems.map((line) =>
          problem("settings", line, "Correct the variable in Planwise's environment."),
        ),
    settings ? attempt("database", database) : [],
    attempt("content", () =>
      examineContent({ content, exercises, cacheDir: join(projectRoot, ".cache") }),
    ),
  ];
  return (await Promise.all(parts)).flat();
}

async function attempt(id: string, look: () => Finding[] | Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [problem(id, `Could not be looked at: ${reasonOf(error)}`, "Mend that and ask again.")];
  }
}

function report(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ state, text, fix }) => [
    `${state.padEnd(8)} ${text}`,
    ...(fix === null ? [] : [`${" ".repeat(9)}${fix}`]),
  ]);
  const problems = findings.filter((finding) => finding.state === "problem").length;
  const verdict =
    problems === 0
      ? "Everything is in order."
      : `${problems} ${problems === 1 ? "problem" : "problems"}.`;
  return `${[...lines, "", verdict].join("\n")}\n`;
}
