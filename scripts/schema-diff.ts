import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Pool, type FieldDef } from "pg";
import { sessionUrl } from "#app/adapters/postgres/connect.ts";

interface Engine {
  SchemaEngine: typeof SchemaEngine;
}

const NO_DIFFERENCE = "-- This is an empty migration.\n";

/** PostgreSQL's internal "char" type and its array, and what we pass them off as (see below). */
const CHAR_OID = 18;
const CHAR_ARRAY_OID = 1002;
const UUID_OID = 2950;
const TEXT_ARRAY_OID = 1009;

/**
 * The SQL that would turn the database at `url` into what the Prisma schema says; empty when they
 * agree. Functions, triggers, checks and partial indexes are outside Prisma's language and ignored.
 */
export async function diffSchema(url: string, schema: string): Promise<string> {
  const pool = new Pool({ connectionString: sessionUrl(url), max: 2 });
  pool.on("error", () => {});
  try {
    loaded ??= instantiateEngine();
    const { SchemaEngine } = await loaded;
    const factory = bindMigrationAwareSqlAdapterFactory(adapterWithChars(pool));
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
    const file = { path: "schema.prisma", content: schema };
    const result = await engine.diff({
      from: { tag: "schemaDatasource", files: [file], configDir: "." },
      to: { tag: "schemaDatamodel", files: [file] },
      script: true,
      exitCode: null,
      filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
    });
    engine.free();
    return result.stdout === NO_DIFFERENCE ? "" : (result.stdout ?? "");
  } finally {
    await pool.end();
  }
}

let loaded: Promise<Engine> | undefined;

// The package is written for bundlers that import .wasm files; Node instantiates it by hand, once:
// its module holds one instance at a time.
async function instantiateEngine(): Promise<Engine> {
  const entry = createRequire(import.meta.url).resolve(
    "@prisma/schema-engine-wasm/schema_engine_bg",
  );
  const glue = (await import(entry)) as Engine & Record<string, (arg: unknown) => void>;
  const code = new WebAssembly.Module(readFileSync(entry.replace(/\.js$/, ".wasm")));
  const instance = new WebAssembly.Instance(code, {
    "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports,
  });
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: console.error } });
  glue["__wbg_set_wasm"]?.(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
  return glue;
}

// The engine reads catalog columns of type "char" and wants them as characters; adapter-pg 7.10
// refuses that type. No catalog query returns a uuid, so "char" travels as one and is renamed here.
function adapterWithChars(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const inner = new PrismaPg(disguiseChars(pool));
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: async () => revealChars(await inner.connect()),
    connectToShadowDb: () => inner.connectToShadowDb(),
  };
}

function disguiseChars(pool: Pool): Pool {
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<{ fields?: FieldDef[] }>;
  const disguised = async (...args: unknown[]) => {
    const result = await query(...args);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === CHAR_OID) field.dataTypeID = UUID_OID;
      if (field.dataTypeID === CHAR_ARRAY_OID) field.dataTypeID = TEXT_ARRAY_OID;
    }
    return result;
  };
  return Object.assign(pool, { query: disguised });
}

function revealChars(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    async queryRaw(query: Parameters<typeof queryRaw>[0]) {
      const result = await queryRaw(query);
      const columnTypes = result.columnTypes.map((type) =>
        type === ColumnTypeEnum.Uuid ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    },
  });
}
