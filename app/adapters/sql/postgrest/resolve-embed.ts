import type { Catalog, ForeignKey, Relation } from "./catalog.ts";
import { noRelationship, RestError } from "./errors.ts";
import type { EmbedItem } from "./request-ast.ts";

export type Relationship = {
  table: Relation;
  /** True when a row has at most one counterpart: it is embedded as an object, not as an array. */
  toOne: boolean;
  /** Pairs of columns that must be equal: own, embedded. */
  pairs: ReadonlyArray<readonly [own: string, embedded: string]>;
};

type Candidate = { key: ForeignKey; relationship: Relationship };

/** The foreign key behind `target` or `target!hint`; also finds it by its own name or column. */
export function resolveEmbed(catalog: Catalog, own: Relation, item: EmbedItem): Relationship {
  const candidates = catalog.foreignKeys
    .flatMap((key) => [forwards(catalog, own, key), backwards(catalog, own, key)])
    .filter((candidate) => candidate !== null)
    .filter((candidate) => isMeant(candidate, item));
  const [first, ...others] = candidates;
  if (first === undefined) throw noRelationship(own.name, item.target);
  if (others.length === 0) return first.relationship;
  const names = candidates.map(({ key }) => key.name).join(", ");
  throw new RestError(
    300,
    "PGRST201",
    `Could not embed because more than one relationship was found for '${own.name}' and '${item.target}'`,
    names,
    `Try changing '${item.target}' to one of: ${item.target}!<one of ${names}>`,
  );
}

function forwards(catalog: Catalog, own: Relation, key: ForeignKey): Candidate | null {
  const table = catalog.relations.get(key.to);
  if (key.from !== own.name || table === undefined) return null;
  const pairs = pairUp(key.fromColumns, key.toColumns);
  return { key, relationship: { table, toOne: true, pairs } };
}

function backwards(catalog: Catalog, own: Relation, key: ForeignKey): Candidate | null {
  const table = catalog.relations.get(key.from);
  if (key.to !== own.name || key.from === key.to || table === undefined) return null;
  const pairs = pairUp(key.toColumns, key.fromColumns);
  return { key, relationship: { table, toOne: key.unique, pairs } };
}

function isMeant({ key, relationship }: Candidate, { target, hint }: EmbedItem): boolean {
  const isColumn = (name: string) => key.fromColumns.length === 1 && key.fromColumns[0] === name;
  const named = relationship.table.name === target;
  const byKey = relationship.toOne && (key.name === target || isColumn(target));
  if (!named && !byKey) return false;
  return hint === null || key.name === hint || isColumn(hint);
}

function pairUp(own: readonly string[], embedded: readonly string[]) {
  return own.map((name, index): readonly [string, string] => [name, embedded[index] ?? ""]);
}
