import { editor } from "monaco-editor/editor";

const name = "planwise";

/** Puts our tokens into the editor's theme and keeps them in step with the page's scheme. */
export function followScheme(): () => void {
  apply();
  const observer = new MutationObserver(apply);
  observer.observe(document.documentElement, { attributeFilter: ["data-scheme"] });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", apply);
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", apply);
  };
}

function apply(): void {
  editor.defineTheme(name, themeFromTokens());
  editor.setTheme(name);
}

function themeFromTokens(): editor.IStandaloneThemeData {
  const read = tokenReader();
  const color = {
    ink: read("--ink"),
    muted: read("--muted"),
    raised: read("--raised"),
    surface: read("--surface"),
    line: read("--line"),
    strong: read("--line-strong"),
    accent: read("--accent"),
    soft: read("--accent-soft"),
    bad: read("--bad"),
    warn: read("--warn"),
  };
  const rule = (token: string, variable: string) => ({
    token,
    foreground: read(variable).slice(1),
  });
  const rules = [
    { token: "", foreground: color.ink.slice(1) },
    rule("keyword", "--syntax-keyword"),
    rule("predefined", "--syntax-function"),
    rule("string", "--syntax-string"),
    rule("number", "--syntax-number"),
    rule("comment", "--syntax-comment"),
    rule("type", "--syntax-function"),
    rule("delimiter", "--syntax-punctuation"),
    rule("operator", "--syntax-punctuation"),
  ];
  read.done();
  return {
    base: isDark(color.raised) ? "vs-dark" : "vs",
    inherit: false,
    rules,
    colors: {
      "editor.background": color.raised,
      "editor.foreground": color.ink,
      "editorLineNumber.foreground": color.strong,
      "editorLineNumber.activeForeground": color.muted,
      "editorCursor.foreground": color.accent,
      "editor.selectionBackground": `${color.accent}38`,
      "editor.inactiveSelectionBackground": `${color.accent}22`,
      "editor.lineHighlightBackground": `${color.surface}80`,
      "editor.lineHighlightBorder": "#00000000",
      "editor.findMatchBackground": `${color.warn}55`,
      "editor.findMatchHighlightBackground": `${color.warn}2b`,
      "editorBracketMatch.background": color.soft,
      "editorBracketMatch.border": "#00000000",
      "editorWidget.background": color.raised,
      "editorWidget.foreground": color.ink,
      "editorWidget.border": color.strong,
      "editorHoverWidget.background": color.raised,
      "editorHoverWidget.border": color.strong,
      "editorSuggestWidget.background": color.raised,
      "editorSuggestWidget.border": color.strong,
      "editorSuggestWidget.foreground": color.ink,
      "editorSuggestWidget.selectedBackground": color.soft,
      "editorSuggestWidget.selectedForeground": color.ink,
      "editorSuggestWidget.highlightForeground": color.accent,
      "editorSuggestWidget.focusHighlightForeground": color.accent,
      "editorError.foreground": color.bad,
      "editorWarning.foreground": color.warn,
      "input.background": color.raised,
      "input.foreground": color.ink,
      "input.border": color.line,
      focusBorder: color.accent,
      "scrollbarSlider.background": `${color.strong}66`,
      "scrollbarSlider.hoverBackground": `${color.strong}99`,
      "scrollbarSlider.activeBackground": color.strong,
      "editorOverviewRuler.border": "#00000000",
    },
  };
}

/** Custom properties hold light-dark(…): only an element that uses them knows the colour. */
function tokenReader() {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const read = (variable: string): string => {
    probe.style.color = `var(${variable})`;
    const channels = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
    return `#${channels
      .slice(0, 3)
      .map((value) => Math.round(Number(value)).toString(16).padStart(2, "0"))
      .join("")}`;
  };
  return Object.assign(read, { done: () => probe.remove() });
}

function isDark(hex: string): boolean {
  return Number.parseInt(hex.slice(1, 3), 16) < 128;
}
