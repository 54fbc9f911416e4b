import { KeyRound } from "lucide-react";
import type { SchemaTable } from "#app/domain/exercise/schema.ts";

type Props = {
  tables: readonly SchemaTable[];
  /** True once the engine itself was asked: indexes made in this session are in it. */
  live: boolean;
  dataset: string;
  onInsert(name: string): void;
};

/** Tables, columns and indexes of the exercise's data. A name goes into the editor when pressed. */
export function SchemaPane({ tables, live, dataset, onInsert }: Props) {
  return (
    <div className="lab-schema lab-scroll">
      <p className="lab-note">
        Data set <code>{dataset}</code>
        {live ? ", as it is in this session." : "."} Press a name to write it at the cursor.
      </p>
      <div className="lab-tables">
        {tables.map((table) => (
          <section key={table.name} aria-label={table.name}>
            <h3>
              <button type="button" onClick={() => onInsert(table.name)}>
                {table.name}
              </button>
              <span>
                {table.kind === "table" ? "" : table.kind}
                {table.rows !== null && ` ${rowsText(table)}`}
              </span>
            </h3>
            <ul>
              {table.columns.map((column) => (
                <li key={column.name}>
                  <button type="button" onClick={() => onInsert(column.name)}>
                    {column.name}
                  </button>
                  <span>
                    {column.type}
                    {column.nullable && table.kind === "table" && " null"}
                    {column.references !== null && ` → ${column.references}`}
                  </span>
                  {column.primaryKey && (
                    <KeyRound className="size-3.5" role="img" aria-label="primary key" />
                  )}
                </li>
              ))}
            </ul>
            {table.indexes.map((index) => (
              <p key={index.name} className="lab-index">
                {index.unique ? "unique index" : "index"} <code>{index.name}</code> ({index.on})
              </p>
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}

function rowsText({ rows, kind }: SchemaTable): string {
  if (rows === null || kind === "view") return "";
  return rows === 1 ? "1 row" : `${rows.toLocaleString("en-US")} rows`;
}
