import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import type { z } from "zod";
import { assessmentRules, type Assessment } from "#app/domain/assessment/assessment.ts";
import { assessmentName, isSectionOf } from "#app/domain/assessment/sections.ts";
import { certificationPolicy, type Certification } from "#app/domain/certification/policy.ts";
import { compareProblems, type Located, type Problem } from "#app/domain/content/problem.ts";
import { onboardingPath, type OnboardingPath } from "#app/domain/onboarding/path.ts";
import { parseSource } from "./front-matter.ts";
import { lintTree } from "./lint-tree.ts";
import { parseMarkdown } from "./markdown-tree.ts";
import { renderHtml } from "./render-html.ts";

/** The rules that are content: assessments, certifications and the onboarding path. */
export type Policies = {
  assessments: readonly Assessment[];
  certifications: readonly Certification[];
  onboarding: (OnboardingPath & { about: string }) | null;
};
export type LoadPoliciesOptions = {
  contentDir: string;
  /** Null leaves references to exercises unchecked. */
  exercises: ReadonlySet<string> | null;
};

/** Reads the policy files; everything wrong is collected with file, line and fix. */
export function loadPolicies(
  options: LoadPoliciesOptions,
): Policies & { problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const assessments = loadAssessments(options.contentDir, problems);
  const certifications = markdownFiles(join(options.contentDir, "certifications")).flatMap(
    (path) => {
      const read = readPolicy(path, certificationPolicy, problems);
      return read ? [{ ...read.located.data, slug: basename(path, ".md"), about: read.about }] : [];
    },
  );
  return {
    assessments,
    certifications: certifications.sort((a, b) => a.order - b.order),
    onboarding: loadOnboarding(options, problems),
    problems: problems.sort(compareProblems),
  };
}

function loadAssessments(contentDir: string, problems: Problem[]): Assessment[] {
  const root = join(contentDir, "questions");
  return assessmentName.options.flatMap((slug) => {
    const path = join(root, slug, "assessment.md");
    if (!existsSync(path)) return [];
    const read = readPolicy(path, assessmentRules, problems);
    if (!read) return [];
    const { located, about } = read;
    located.data.sections.forEach((section, index) => {
      if (!isSectionOf(slug, section.slug))
        problems.push({
          file: located.file,
          line: located.lineOf("sections", index),
          message: `The ${slug} assessment has no section "${section.slug}".`,
          fix: `Use the name of a folder in content/questions/${slug}.`,
        });
    });
    return [{ ...located.data, slug, intro: about }];
  });
}

function loadOnboarding(
  { contentDir, exercises }: LoadPoliciesOptions,
  problems: Problem[],
): Policies["onboarding"] {
  const path = join(contentDir, "onboarding", "path.md");
  if (!existsSync(path)) return null;
  const read = readPolicy(path, onboardingPath, problems);
  if (!read) return null;
  lintOnboarding(read.located, exercises, problems);
  return { ...read.located.data, about: read.about };
}

function lintOnboarding(
  located: Located<OnboardingPath>,
  exercises: ReadonlySet<string> | null,
  problems: Problem[],
): void {
  const seen = new Set<string>();
  located.data.weeks.forEach((week, weekIndex) =>
    week.items.forEach((item, itemIndex) => {
      const line = located.lineOf("weeks", weekIndex, "items", itemIndex, "id");
      if (seen.has(item.id))
        problems.push({
          file: located.file,
          line,
          message: `The id ${item.id} is used twice.`,
          fix: "Give each item an id of its own; confirmations are kept under it.",
        });
      seen.add(item.id);
      for (const rule of item.evidence)
        if (rule.type === "exercise" && exercises && !exercises.has(rule.exercise))
          problems.push({
            file: located.file,
            line,
            message: `${item.id} waits for the exercise "${rule.exercise}", which does not exist.`,
            fix: "Name a folder of exercises/, or remove this piece of evidence.",
          });
    }),
  );
}

function readPolicy<S extends z.ZodType>(
  path: string,
  schema: S,
  problems: Problem[],
): { located: Located<z.output<S>>; about: string } | null {
  const file = relative(process.cwd(), path).split(sep).join("/");
  const parsed = parseSource({ file, text: readFileSync(path, "utf8") }, schema);
  problems.push(...parsed.problems);
  if (!parsed.located) return null;
  const tree = parseMarkdown(parsed.body);
  problems.push(...lintTree(file, tree).problems);
  return { located: parsed.located, about: renderHtml(tree.children) };
}

function markdownFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => join(folder, name));
}
