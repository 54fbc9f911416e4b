import type { Cell, ResultSet } from "#app/domain/exercise/ports.ts";

/** A result set from column definitions such as "id bigint" and rows of text. */
export function resultSet(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): ResultSet {
  return {
    columns: columns.map((column) => {
      const [name = "", ...type] = column.split(" ");
      return { name, type: type.join(" ") || "text" };
    }),
    rows,
    truncated: false,
    command: "SELECT",
    affected: rows.length,
    source: { start: 0, end: 0 },
  };
}
