import { languages } from "monaco-editor/editor";

/** PostgreSQL for the editor: its own quotes, dollar quotes and nested comments, which the stock one lacks. */
export const sqlLanguage = "postgresql";

const keywords =
  "all alter analyze and any array as asc at begin between both by call cascade case cast check collate column comment commit concurrently constraint copy create cross cube current_date current_timestamp current_user cursor database deallocate declare default deferrable delete desc distinct do drop each else end escape except exclude execute exists explain extension false fetch filter first following for foreign from full function generated grant group grouping having if ilike immutable in include index inherits initially inner insert intersect interval into is isnull join key language last lateral leading left level like limit listen local locked lock materialized merge natural next no not nothing notify notnull null nulls of off offset on only or order ordinality outer over overlaps partition plpgsql policy preceding prepare primary procedure range recursive references refresh reindex release rename replace reset restrict returning returns revoke right role rollback rollup row rows savepoint schema security select sequence set sets share show similar skip some stable storage stored strict table tablesample temp temporary then ties to trailing transaction trigger true truncate type unbounded union unique unlogged update using vacuum values verbose view volatile when where window with within without buffers timing format raise loop while return perform new old".split(
    " ",
  );
const types =
  "bigint bigserial bit boolean bool bytea char character cidr date daterange decimal double float4 float8 inet int int2 int4 int8 integer interval json jsonb money name numeric oid precision real record regclass serial setof smallint text time timestamp timestamptz timetz tsquery tstzrange tsvector uuid varchar varying void xml zone".split(
    " ",
  );

const configuration: languages.LanguageConfiguration = {
  comments: { lineComment: "--", blockComment: ["/*", "*/"] },
  brackets: [
    ["(", ")"],
    ["[", "]"],
  ],
  autoClosingPairs: [
    { open: "(", close: ")" },
    { open: "[", close: "]" },
    { open: "'", close: "'", notIn: ["string", "comment"] },
    { open: '"', close: '"', notIn: ["string", "comment"] },
  ],
};

const tokens: languages.IMonarchLanguage = {
  ignoreCase: true,
  keywords,
  types,
  brackets: [
    { open: "(", close: ")", token: "delimiter" },
    { open: "[", close: "]", token: "delimiter" },
  ],
  tokenizer: {
    root: [
      [/--.*$/, "comment"],
      [/\/\*/, "comment", "@comment"],
      [/e'/, "string", "@escaped"],
      [/'/, "string", "@quoted"],
      [/"(?:[^"]|"")*"?/, "identifier"],
      [/(\$(?:[a-z_]\w*)?\$)/, { token: "string", next: "@dollar.$1" }],
      [/\$\d+/, "number"],
      [/\d+(?:\.\d*)?(?:e[+-]?\d+)?/, "number"],
      [/[a-z_][\w$]*(?=\s*\()/, { cases: { "@keywords": "keyword", "@default": "predefined" } }],
      [
        /[a-z_][\w$]*/,
        { cases: { "@keywords": "keyword", "@types": "type", "@default": "identifier" } },
      ],
      [/[()[\]]/, "@brackets"],
      [/[;,.:]/, "delimiter"],
      [/[<>=!%&+\-*/|~^?@#]+/, "operator"],
    ],
    comment: [
      [/[^/*]+/, "comment"],
      [/\/\*/, "comment", "@push"],
      [/\*\//, "comment", "@pop"],
      [/./, "comment"],
    ],
    quoted: [
      [/[^']+/, "string"],
      [/''/, "string"],
      [/'/, "string", "@pop"],
    ],
    escaped: [
      [/[^'\\]+/, "string"],
      [/\\./, "string"],
      [/''/, "string"],
      [/'/, "string", "@pop"],
    ],
    dollar: [
      [
        /\$(?:[a-z_]\w*)?\$/,
        { cases: { "$0==$S2": { token: "string", next: "@pop" }, "@default": "string" } },
      ],
      [/[^$]+/, "string"],
      [/\$/, "string"],
    ],
  },
};

let registered = false;
export function registerSql(): void {
  if (registered) return;
  registered = true;
  languages.register({ id: sqlLanguage });
  languages.setLanguageConfiguration(sqlLanguage, configuration);
  languages.setMonarchTokensProvider(sqlLanguage, tokens);
}
