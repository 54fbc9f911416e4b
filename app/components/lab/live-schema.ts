import type { LabTable } from "#app/adapters/grading/lab-protocol.ts";
import type { SchemaTable } from "#app/domain/exercise/schema.ts";

/** What the engine says of its tables now, in the shape of the schema pane. */
export function liveSchema(tables: readonly LabTable[]): SchemaTable[] {
  return tables.map(({ name, kind, rows, columns, indexes, constraints }) => {
    const primary = columnsOf(constraints.find((one) => one.includes(" PRIMARY KEY ")));
    return {
      name,
      kind,
      rows,
      columns: columns.map((column) => ({
        ...column,
        primaryKey: primary.includes(column.name),
        references: referenceOf(constraints, column.name),
      })),
      indexes: indexes.flatMap((definition) => {
        const index = parseIndex(definition);
        return index === null || index.name === `${name}_pkey` ? [] : index;
      }),
    };
  });
}

/** "CREATE UNIQUE INDEX i ON public.t USING btree (a, b DESC) WHERE …" */
function parseIndex(definition: string) {
  const match = /^CREATE (UNIQUE )?INDEX (\S+) ON \S+ USING (\w+) (.*)$/.exec(definition);
  if (!match) return null;
  const [, unique, name = "", method = "", rest = ""] = match;
  const on = rest.replace(/^\(([^()]*)\)/, "$1").toLowerCase();
  return { name, unique: unique !== undefined, on: method === "btree" ? on : `${method}: ${on}` };
}

function columnsOf(constraint: string | undefined): string[] {
  return (/\(([^)]*)\)/.exec(constraint ?? "")?.[1] ?? "").split(", ").filter(Boolean);
}

function referenceOf(constraints: readonly string[], column: string): string | null {
  for (const constraint of constraints) {
    const match = /FOREIGN KEY \((\w+)[^)]*\) REFERENCES (\w+)\((\w+)/.exec(constraint);
    if (match?.[1] === column) return `${match[2] ?? ""}.${match[3] ?? ""}`;
  }
  return null;
}
