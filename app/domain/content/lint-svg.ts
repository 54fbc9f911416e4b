/** What is wrong with a figure's SVG, by line. Figures are inlined, so only a known-safe subset passes. */
export type SvgProblem = { line: number; message: string; fix: string };

const elements = new Set(
  (
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs marker " +
    "linearGradient stop clipPath pattern mask use"
  ).split(" "),
);

const attributes = new Set(
  (
    "xmlns viewBox role aria-label aria-labelledby aria-hidden id class d x y x1 y1 x2 y2 cx cy r rx ry dx dy " +
    "points transform fill fill-opacity fill-rule stroke stroke-width stroke-dasharray stroke-linecap " +
    "stroke-linejoin stroke-opacity stroke-dashoffset opacity font-size font-family font-weight font-style " +
    "text-anchor dominant-baseline letter-spacing text-decoration width height markerWidth markerHeight refX refY " +
    "orient markerUnits marker-end marker-start marker-mid offset stop-color stop-opacity clip-path " +
    "clip-rule mask patternUnits patternTransform maskUnits gradientUnits gradientTransform href style " +
    "data-from data-to preserveAspectRatio paint-order vector-effect textLength lengthAdjust xml:space"
  ).split(" "),
);

const colourAttributes = new Set(["fill", "stroke", "stop-color"]);
const plainColours = /^(?:none|currentColor|transparent|inherit|url\(#[\w-]+\)|var\(--[\w-]+\))$/;
const styleValue = /^(?:\s*[a-z-]+\s*:\s*[^:;{}<>]*(?:;|$))*$/;

const token =
  /<!--[\s\S]*?-->|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|</g;
const attribute = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** @param name File name without ".svg"; every id must begin with it, since pages hold several figures. */
export function lintSvg(name: string, svg: string): SvgProblem[] {
  const problems: SvgProblem[] = [];
  const open: string[] = [];
  const text = svg.replace(/^\s*<\?xml[^>]*\?>/, (declaration) => " ".repeat(declaration.length));
  for (const match of text.matchAll(token)) {
    const line = text.slice(0, match.index).split("\n").length;
    const report = (message: string, fix: string) => problems.push({ line, message, fix });
    const [whole, closing, opening, attributeText = "", selfClosing] = match;
    if (whole.startsWith("<!--")) continue;
    if (closing !== undefined) {
      const expected = open.pop();
      if (expected !== closing) {
        report(`</${closing}> closes nothing (open: ${expected ?? "none"}).`, "Balance the tags.");
      }
    } else if (opening === undefined) {
      report(
        "A < begins no tag that is understood.",
        "Write &lt; in text; use no DOCTYPE or CDATA.",
      );
    } else {
      if (!selfClosing) open.push(opening);
      if (!elements.has(opening)) {
        report(
          `<${opening}> is not allowed in a figure.`,
          `Draw with: ${[...elements].join(", ")}.`,
        );
      }
      lintAttributes(name, opening, attributeText, report);
    }
  }
  if (open.length > 0) {
    problems.push({
      line: 1,
      message: `<${open.at(-1)}> is never closed.`,
      fix: "Balance the tags.",
    });
  }
  if (!/^\s*(?:<!--[\s\S]*?-->\s*)*<svg\b/.test(text)) {
    problems.push({
      line: 1,
      message: "The file does not begin with <svg>.",
      fix: "Let <svg …> be the outermost element.",
    });
  }
  return problems;
}

type Report = (message: string, fix: string) => void;

function lintAttributes(name: string, element: string, text: string, report: Report): void {
  const seen = new Map<string, string>();
  for (const [, key = "", double, single] of text.matchAll(attribute)) {
    const value = double ?? single ?? "";
    seen.set(key, value);
    if (!attributes.has(key)) {
      report(`The attribute ${key} is not allowed in a figure.`, "Remove it.");
    } else if (colourAttributes.has(key) && !plainColours.test(value.trim())) {
      report(
        `${key}="${value}" does not follow the colour scheme.`,
        "Use the figure's variables, such as var(--fig-ink), var(--fig-line) or var(--fig-accent).",
      );
    } else if (key === "href" && !value.startsWith("#")) {
      report("A figure may only refer to itself.", 'Use href="#id".');
    } else if (key === "style") {
      lintStyle(value, report);
    } else if (key === "id" && !value.startsWith(name)) {
      report(
        `The id "${value}" could meet its double in another figure.`,
        `Begin it with "${name}-".`,
      );
    } else if (key === "font-size" && Number.parseFloat(value) < 13) {
      report(`Text of ${value} px is too small to read.`, "Use at least 13.");
    }
  }
  if (element === "svg") lintRoot(seen, report);
}

function lintStyle(value: string, report: Report): void {
  if (!styleValue.test(value) || /url\((?!#)|expression|@|\\/i.test(value)) {
    report("This style is not understood.", "Use plain property: value pairs.");
  }
  if (/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i.test(value)) {
    report(
      "A style holds a fixed colour.",
      "Use the figure's variables, such as fill: var(--fig-accent).",
    );
  }
  const size = /font-size\s*:\s*([\d.]+)/.exec(value)?.[1];
  if (size && Number(size) < 13) {
    report(`Text of ${size} px is too small to read.`, "Use at least 13.");
  }
}

function lintRoot(seen: ReadonlyMap<string, string>, report: Report): void {
  const width = /^\s*[\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)[\s,]+[\d.]+\s*$/.exec(
    seen.get("viewBox") ?? "",
  )?.[1];
  if (width === undefined) {
    report("The figure has no viewBox.", 'Add viewBox="0 0 720 height" to <svg>.');
  } else if (Number(width) !== 720) {
    report(`The figure is ${width} units wide.`, 'Draw it 720 wide: viewBox="0 0 720 height".');
  }
  if (seen.has("width") || seen.has("height")) {
    report("The <svg> has a fixed size.", "Remove width and height; the page sizes it.");
  }
}
