import type { Cell } from "#app/domain/exercise/ports.ts";
import { RestError } from "./errors.ts";

/** Collects parameters and quotes names while one statement is written. */
export class SqlWriter {
  readonly params: Cell[] = [];
  readonly #reserved: ReadonlySet<string>;
  #aliases = 0;

  constructor(reserved: ReadonlySet<string>) {
    this.#reserved = reserved;
  }

  /** Every value from outside goes through here; its type follows from where it stands. */
  param(value: Cell): string {
    this.params.push(value === null ? null : withoutNul(value));
    return `$${this.params.length}`;
  }

  name(name: string): string {
    if (/^[a-z_][a-z0-9_]*$/.test(name) && !this.#reserved.has(name)) return name;
    return `"${withoutNul(name).replaceAll('"', '""')}"`;
  }

  literal(text: string): string {
    const quoted = `'${withoutNul(text).replaceAll("'", "''")}'`;
    return quoted.includes("\\") ? `e${quoted.replaceAll("\\", "\\\\")}` : quoted;
  }

  /** A table alias no other part of the statement uses. */
  alias(stem: string): string {
    this.#aliases++;
    return this.name(`${stem}_${this.#aliases}`);
  }
}

/** PostgreSQL text cannot hold U+0000; the wire protocol would cut the value there. */
function withoutNul(text: string): string {
  if (!text.includes("\0")) return text;
  throw new RestError(400, "22021", 'invalid byte sequence for encoding "UTF8": 0x00');
}
