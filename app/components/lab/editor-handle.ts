/** What the lab needs of an editor, whether it is monaco or the plain text area before it. */
export type EditorHandle = {
  text(): string;
  /** UTF-16 offsets; equal when nothing is selected. */
  selection(): { start: number; end: number };
  /** Replaces the text; can be undone. */
  setText(text: string): void;
  /** Writes at the caret, in place of what is selected. */
  insert(text: string): void;
  /** Marks a place; null takes the mark away. */
  mark(mark: EditorMark | null): void;
  /** Puts the caret at an offset and shows it. */
  goTo(offset: number): void;
  focus(): void;
};

export type EditorMark = { start: number; end: number; message: string };

export type EditorEvents = {
  onChange(text: string): void;
  onRun(): void;
  onSubmit(): void;
  onTabMode(movesFocus: boolean): void;
};

/** An error's position as the stretch to underline: the word there, or the rest of the line. */
export function markAt(text: string, offset: number, message: string): EditorMark {
  const start = Math.min(Math.max(0, offset), Math.max(0, text.length - 1));
  const word = /^(?:[\w$]+(?:\.[\w$]+)*|"[^"\n]*"|'[^'\n]*'|[^\s\w])/.exec(text.slice(start));
  return { start, end: start + Math.max(1, word?.[0].length ?? 1), message };
}

/** Line and column, both from 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The offset of a line and column, both from 1. */
export function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split("\n").slice(0, Math.max(0, line - 1));
  return lines.reduce((sum, one) => sum + one.length + 1, 0) + Math.max(0, column - 1);
}
