import { parseError } from "./errors.ts";

/** A cursor over one request parameter; every failure names the parameter and the column. */
export class Scanner {
  readonly what: string;
  readonly text: string;
  at = 0;

  constructor(what: string, text: string) {
    this.what = what;
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  rest(): string {
    return this.text.slice(this.at);
  }

  sees(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  eat(token: string): boolean {
    if (!this.sees(token)) return false;
    this.at += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.eat(token)) throw this.failure(JSON.stringify(token));
  }

  /** Takes what the sticky pattern matches here, or null. */
  match(pattern: RegExp): string | null {
    const sticky = new RegExp(pattern.source, pattern.unicode ? "yu" : "y");
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  failure(expected: string): Error {
    return parseError(this.what, this.text, this.at, expected);
  }

  /** Double-quoted text with backslash escapes, or null when no quote opens here. */
  quoted(): string | null {
    if (!this.eat('"')) return null;
    let text = "";
    for (;;) {
      if (this.done) throw this.failure('"\\""');
      const mark = this.text[this.at++];
      if (mark === '"') return text;
      text += mark === "\\" ? (this.text[this.at++] ?? "") : mark;
    }
  }

  /** A column, table or alias: letters, digits, _, $, inner spaces and hyphens, or quoted. */
  name(): string {
    const quoted = this.quoted();
    const name = quoted ?? this.match(/[\p{L}\p{N}_$]+(?:(?:-(?!>)| +)[\p{L}\p{N}_$]+)*/u);
    if (name === null || name === "") throw this.failure("field name (* or [a..z0..9_$])");
    return name;
  }
}
