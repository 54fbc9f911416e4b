import type { z } from "zod";
import type { Problem } from "#app/domain/content/problem.ts";

type Issue = z.core.$ZodIssue;

/** Words a zod issue for an author: which key, what is wrong, how to mend it. */
export function issueToProblem(
  issue: Issue,
  file: string,
  lineOf: (path: ReadonlyArray<PropertyKey>) => number,
): Problem[] {
  const key = issue.path.map((step) => (typeof step === "number" ? step + 1 : String(step)));
  const name = key.join(" → ") || "front matter";
  const at = (message: string, fix: string, path = issue.path): Problem => ({
    file,
    line: lineOf(path),
    message,
    fix,
  });
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((unknown) =>
        at(
          `The front matter has an unknown key "${[...key, unknown].join(" → ")}".`,
          "Remove it, or correct its spelling.",
          [...issue.path, unknown],
        ),
      );
    case "invalid_type":
      return issue.message.endsWith("received undefined")
        ? [at(`The key "${name}" is missing.`, `Add "${name}" (${article(issue.expected)}).`)]
        : [at(`"${name}" has the wrong type.`, wrongType(issue))];
    case "invalid_value":
      return [
        at(
          `"${name}" is not one of the known values.`,
          `Use one of: ${issue.values.map(String).join(", ")}.`,
        ),
      ];
    case "invalid_union":
      return [
        at(
          issue.discriminator
            ? `"${issue.discriminator}" is missing or not a known kind.`
            : `"${name}" has none of the allowed forms.`,
          "options" in issue && issue.options
            ? `Use one of: ${issue.options.map(String).join(", ")}.`
            : "See docs/how-to/content-rules.md for the allowed forms.",
        ),
      ];
    case "too_small":
    case "too_big":
      return [at(`"${name}" is out of bounds: ${plain(issue.message)}.`, bounds(issue))];
    default:
      return [at(`"${name}" is not right: ${plain(issue.message)}.`, "Correct the value.")];
  }
}

function wrongType(issue: Extract<Issue, { code: "invalid_type" }>): string {
  const wanted = `Write ${article(issue.expected)} there`;
  return issue.expected === "string" &&
    /received (?:object|number|boolean|date|Date)/.test(issue.message)
    ? `${wanted}; put it in quotes if it contains a colon or is a number.`
    : `${wanted}.`;
}

function bounds(issue: Extract<Issue, { code: "too_small" | "too_big" }>): string {
  const unit =
    issue.origin === "string" ? " characters" : issue.origin === "array" ? " entries" : "";
  if (issue.exact) {
    return `Give exactly ${issue.code === "too_small" ? issue.minimum : issue.maximum}${unit}.`;
  }
  return issue.code === "too_small"
    ? `Give at least ${issue.minimum}${unit}.`
    : `Give at most ${issue.maximum}${unit}.`;
}

function article(expected: string): string {
  const words: Record<string, string> = {
    string: "text",
    number: "a number",
    int: "a whole number",
    array: "a list",
    boolean: "true or false",
    object: "a group of keys",
    record: "a group of keys",
  };
  return words[expected] ?? expected;
}

function plain(message: string): string {
  return message.replace(/\.$/, "");
}
