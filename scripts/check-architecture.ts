// Holds the imports against the arrows in architecture-rules.ts. A cruiser that does not
// understand our files reads none of them and reports no violation, so the files are counted.
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { readdirSync } from "node:fs";
import { architectureRules } from "./architecture-rules.ts";

const ROOTS = ["app", "scripts", "test"];

const files = ROOTS.flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => `${root}/${name}`)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path)),
);
const { options, ...rules } = architectureRules;
const { output } = await cruise(ROOTS, { ...options, ruleSet: rules, validate: true }, undefined, {
  tsConfig: extractTSConfig("tsconfig.json"),
});
const { modules, summary } = output as ICruiseResult;
const seen = new Set(modules.map(({ source }) => source));
const unseen = files.filter((path) => !seen.has(path));
for (const { rule, from, to } of summary.violations) {
  const comment = rules.forbidden.find(({ name }) => name === rule.name)?.comment;
  console.error(`${from} → ${to}\n  ${rule.name}: ${comment}`);
}
if (unseen.length > 0) console.error(`Not read, so not checked: ${unseen.join(", ")}`);
console.log(`${seen.size} modules, ${summary.totalDependenciesCruised ?? 0} imports`);
process.exitCode = summary.violations.length + unseen.length > 0 ? 1 : 0;
