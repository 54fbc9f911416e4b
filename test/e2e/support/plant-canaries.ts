import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Begins every canary; what follows says where it was planted. */
export const CANARY = "cnry7d1f";

/** How many canaries of each kind were planted. */
export type Planted = Record<string, number>;

/**
 * Copies content and exercises and plants a string in everything a learner must not be sent: reasons,
 * explanations and keys of questions; solutions, wrong files, hidden data and hidden inputs of
 * exercises, and hints nobody has opened.
 */
export function plantCanaries(from: string, into: string): Planted {
  const planted: Planted = {};
  for (const folder of ["content", "exercises"])
    cpSync(join(from, folder), join(into, folder), { recursive: true });
  const change = (path: string, plant: (text: string, mark: Marker) => string): void => {
    const text = readFileSync(path, "utf8");
    const name = basename(path).replaceAll(/\W+/g, "-");
    const mark: Marker = (kind) => {
      planted[kind] = (planted[kind] ?? 0) + 1;
      return `${CANARY}-${kind}-${name}-${planted[kind]}`;
    };
    writeFileSync(path, plant(text, mark));
  };
  for (const path of files(join(into, "content", "questions")))
    if (basename(path) !== "assessment.md") change(path, plantInQuestion);
  for (const path of files(join(into, "exercises"))) {
    if (/\/solution(\.\d+)?\.(sql|ts)$|\/wrong\//.test(path)) change(path, plantInCode);
    if (path.endsWith("/exercise.md"))
      change(path, (text, mark) => plantInReasons(plantInHints(text, mark), mark));
    if (path.endsWith("/inputs.json")) change(path, plantInInputs);
    // The large data set stays as it is: its snapshots take long to build, and the code is the same.
    if (/hallucifix-small\/variants\/\w+\.sql$/.test(path)) change(path, plantInRows);
  }
  return planted;
}

type Marker = (kind: string) => string;

function plantInQuestion(text: string, mark: Marker): string {
  const [, front = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const keys = front
    .replaceAll(/^( {2}"\d+": ".*)"$/gm, (_line, start: string) => `${start} ${mark("line-why")}"`)
    .replaceAll(/^accept:\n/gm, () => `accept:\n  - ${mark("accept")}\n`)
    .replaceAll(/^accept: \[/gm, () => `accept: [${mark("accept")}, `);
  const at = body.indexOf("## Explanation");
  const [question, rest] = [body.slice(0, at), body.slice(at)];
  let options = false;
  const lines = question.split("\n").map((line) => {
    if (/^- \[[ x]\] /.test(line)) options = true;
    else if (options && /^ {2,}\S/.test(line)) return `${line} ${mark("option-why")}`;
    return line;
  });
  const explained = rest.replace(
    "## Explanation\n",
    () => `## Explanation\n\n${mark("explanation")}\n`,
  );
  return `---\n${keys}\n---\n${lines.join("\n")}${explained}`;
}

function plantInCode(text: string, mark: Marker): string {
  const kind = text.includes("export ") ? "//" : "--";
  return `${kind} ${mark("code")}\n${text}`;
}

function plantInHints(text: string, mark: Marker): string {
  return text.replace(/^hints:\n((?: {2}- .*\n)+)/m, (_all, hints: string) => {
    const planted = hints.replaceAll(
      /^( {2}- .*?)(["']?)\n/gm,
      (_line, start: string, end: string) => `${start} ${mark("hint")}${end}\n`,
    );
    return `hints:\n${planted}`;
  });
}

/** Of the options of embedded questions. */
function plantInReasons(text: string, mark: Marker): string {
  return text.replaceAll(
    /^( +why: ".*)"$/gm,
    (_line, start: string) => `${start} ${mark("choice-why")}"`,
  );
}

function plantInInputs(text: string, mark: Marker): string {
  const inputs = JSON.parse(text) as Record<string, unknown[]>;
  for (const [name, given] of Object.entries(inputs))
    if (name !== "default") given.push(mark("hidden-input"));
  return JSON.stringify(inputs);
}

function plantInRows(text: string, mark: Marker): string {
  return `${text}\nupdate analysis_results set title = '${mark("hidden-row")} ' || id;\n`;
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
