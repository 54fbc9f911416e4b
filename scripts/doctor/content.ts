import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { nodeScriptParser } from "#app/adapters/sql/script-parser.server.ts";
import { createSnapshotStore } from "#app/adapters/sql/snapshot-store.server.ts";
import { checkCourse, type CheckReport } from "../commands/check.ts";
import { note, ok, problem, type Finding } from "./finding.ts";

export type Sources = { content: string; exercises: string; cacheDir: string };

/** Reads everything authors wrote without running it, and looks which data sets are prepared. */
export async function examineContent(sources: Sources): Promise<Finding[]> {
  const { report } = await checkCourse({
    ...sources,
    useCache: true,
    run: false,
    report: () => {},
  });
  return [judgeContent(report), await examineSnapshots(sources)];
}

export function judgeContent({ problems, modules, questions, exercises }: CheckReport): Finding {
  const [first] = problems;
  if (first)
    return problem(
      "content",
      `${counted(problems.length, "problem")}, the first in ${first.file}:${first.line}: ${first.message}`,
      `${first.fix} All of them: \`npx planwise check\`.`,
    );
  const asked = Object.values(questions)
    .flatMap((sections) => Object.values(sections))
    .reduce((sum, count) => sum + count, 0);
  return ok(
    "content",
    `Content: ${counted(modules.length, "module")}, ${counted(asked, "question")}, ${counted(exercises, "exercise")}, nothing wrong (\`npx planwise check\` also runs its SQL)`,
  );
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

async function examineSnapshots({ exercises, cacheDir }: Sources): Promise<Finding> {
  const datasets = join(exercises, "_datasets");
  const store = createSnapshotStore({
    datasetDirs: [datasets],
    cacheDir: join(cacheDir, "snapshots"),
    parser: nodeScriptParser,
    report: () => {},
  });
  const names = existsSync(datasets)
    ? readdirSync(datasets).filter((name) => existsSync(join(datasets, name, "schema.sql")))
    : [];
  const built: boolean[] = [];
  for (const name of names)
    for (const variant of ["default", ...(await store.variants(name))])
      built.push(await store.has(name, variant));
  const there = built.filter(Boolean).length;
  const text = `Data sets prepared: ${there} of ${built.length}`;
  return there === built.length
    ? ok("snapshots", text)
    : note(
        "snapshots",
        text,
        "The rest is prepared when it is first needed; that takes seconds each.",
      );
}
