import type { Cell } from "#app/domain/exercise/ports.ts";

/** A value of pg-mem as the text PostgreSQL would send for a column of this type. */
export function cellText(value: unknown, type: string): Cell {
  if (value === null || value === undefined) return null;
  if (type === "timestamp with time zone" && value instanceof Date) return instantText(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  const scale = /^numeric\(\d+,(\d+)\)$/.exec(type)?.[1];
  if (scale !== undefined) return Number(value).toFixed(Number(scale));
  return String(value);
}

/** The JavaScript value pg-mem wants for PostgreSQL text; throws where precision would be lost. */
export function valueOf(cell: Cell, type: string): unknown {
  if (cell === null) return null;
  if (/^(smallint|integer|bigint)$/.test(type)) {
    const value = Number(cell);
    if (Number.isSafeInteger(value)) return value;
    throw new Error(`pg-mem cannot hold the number ${cell}`);
  }
  if (/^numeric\(\d+,\d+\)$/.test(type)) return Number(cell);
  if (type === "boolean") return cell === "t";
  if (type === "timestamp with time zone") {
    if (/\.\d{4,}/.test(cell)) throw new Error(`pg-mem cannot hold the instant ${cell}`);
    return new Date(cell.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  }
  return cell;
}

function instantText(value: Date): string {
  const seconds = value.toISOString().slice(0, 19).replace("T", " ");
  const fraction = (value.getUTCMilliseconds() / 1000)
    .toFixed(3)
    .slice(1)
    .replace(/\.?0+$/, "");
  return `${seconds}${fraction}+00`;
}
