/** The parts of a PostgREST request after parsing, before anything is known about the tables. */
export type JsonStep = { arrow: "->" | "->>"; key: string };
export type Field = { name: string; path: readonly JsonStep[] };

export type EmbedItem = {
  kind: "embed";
  target: string;
  alias: string | null;
  /** Foreign key or column that tells two relationships apart. */
  hint: string | null;
  inner: boolean;
  items: readonly SelectItem[];
};
export type ColumnItem = {
  kind: "column";
  field: Field;
  alias: string | null;
  cast: string | null;
};
export type SelectItem = { kind: "star" } | ColumnItem | EmbedItem;

export type Quantifier = "any" | "all";
export type Condition =
  | {
      kind: "compare";
      field: Field;
      negate: boolean;
      operator: string;
      quantifier: Quantifier | null;
      value: string;
    }
  | { kind: "in"; field: Field; negate: boolean; values: readonly string[] }
  | { kind: "is"; field: Field; negate: boolean; value: string }
  | {
      kind: "search";
      field: Field;
      negate: boolean;
      parser: string;
      config: string | null;
      value: string;
    }
  | {
      kind: "group";
      joiner: "and" | "or";
      negate: boolean;
      conditions: readonly Condition[];
    };

export type OrderTerm = {
  field: Field;
  descending: boolean;
  nulls: "first" | "last" | null;
};

/** Filters and modifiers of one level: the table itself, or one embedded resource. */
export type Scope = {
  where: Condition[];
  order: OrderTerm[];
  limit: number | null;
  offset: number | null;
};

export type Query = {
  items: readonly SelectItem[];
  /** By path of embedded names joined with "."; "" is the table itself. */
  scopes: ReadonlyMap<string, Scope>;
};

export type Preferences = {
  returning: "representation" | "minimal" | "headers-only";
  count: boolean;
  resolution: "merge-duplicates" | "ignore-duplicates" | null;
  /** Accept: application/vnd.pgrst.object+json, what single() asks for. */
  singular: boolean;
};

export function emptyScope(): Scope {
  return { where: [], order: [], limit: null, offset: null };
}
