import type { SentStatement, SqlSession } from "#app/domain/exercise/ports.ts";
import { buildCall } from "./build-call.ts";
import { buildRead, type ReadFrom } from "./build-read.ts";
import { buildDelete, buildInsert, buildUpdate, parseBody } from "./build-write.ts";
import { type Catalog, catalogOf, type Relation, similarName } from "./catalog.ts";
import { errorResponse, RestError, unknownTable } from "./errors.ts";
import type { RestHandler, RestRequest, RestResponse } from "./http.ts";
import { parseQuery } from "./parse-query.ts";
import { parsePreferences } from "./preferences.ts";
import { emptyScope, type Preferences, type Query } from "./request-ast.ts";
import { asJson, type Draft, orRollBack, sendStatement } from "./run-statement.ts";
import { readResponse, writeResponse } from "./shape-response.ts";
import { SqlWriter } from "./sql-writer.ts";

type Sent = (statement: SentStatement) => void;

/** One request, taken apart. */
type Task = {
  session: SqlSession;
  sent: Sent;
  catalog: Catalog;
  request: RestRequest;
  params: URLSearchParams;
  preferences: Preferences;
  query: Query;
};

/**
 * PostgREST over one session: every request becomes one SQL statement, reported to `sent`.
 * What it does not know it refuses in PostgREST's error shape; it never ignores a parameter.
 */
export function createPostgrestHandler(session: SqlSession, sent: Sent): RestHandler {
  return async (request) => {
    try {
      return await answer(session, sent, request);
    } catch (error) {
      if (error instanceof RestError) return errorResponse(error);
      throw error;
    }
  };
}

async function answer(
  session: SqlSession,
  sent: Sent,
  request: RestRequest,
): Promise<RestResponse> {
  const url = new URL(request.url);
  const [first = "", second, ...more] = url.pathname.slice(1).split("/").map(decodePart);
  const preferences = parsePreferences(request.headers);
  const catalog = await catalogOf(session);
  const params = url.searchParams;
  if (first === "rpc" && second !== undefined && more.length === 0) {
    return answerCall({ session, sent, catalog, request, params, preferences }, second);
  }
  const relation = catalog.relations.get(first);
  if (relation === undefined || second !== undefined) {
    const name = [first, second, ...more].filter((part) => part !== undefined).join("/");
    throw unknownTable(name, similarName(name, catalog.relations.keys()));
  }
  const query = parseQuery(params);
  return answerTable({ session, sent, catalog, request, params, preferences, query }, relation);
}

function answerTable(task: Task, relation: Relation): Promise<RestResponse> {
  switch (task.request.method) {
    case "GET":
    case "HEAD":
      return answerRead(task, relation);
    case "POST":
    case "PATCH":
    case "DELETE":
      return answerWrite(task, relation, task.request.method);
    default:
      throw unsupportedMethod(task.request.method);
  }
}

async function answerRead(task: Task, relation: Relation): Promise<RestResponse> {
  const { session, sent, catalog, query, preferences } = task;
  const writer = new SqlWriter(catalog.reserved);
  const name = writer.name(relation.name);
  const read = buildRead(writer, catalog, query, { relation, from: name, alias: name });
  const { limit, offset } = query.scopes.get("") ?? emptyScope();
  const { columns, star } = read;
  const draft: Draft = {
    sql: read.sql,
    table: relation.name,
    kind: "select",
    columns,
    star,
    limit,
    offset,
  };
  const sql = asJson(read.sql, preferences.count ? read.countSql : null);
  const produced = await sendStatement(session, sent, draft, sql, writer.params, read);
  return readResponse(produced, preferences, offset ?? 0, task.request.method === "HEAD");
}

async function answerWrite(
  task: Task,
  relation: Relation,
  method: "POST" | "PATCH" | "DELETE",
): Promise<RestResponse> {
  const { session, sent, catalog, query, params, preferences, request } = task;
  const writer = new SqlWriter(catalog.reserved);
  const scope = query.scopes.get("") ?? emptyScope();
  const write = writeSql();
  const kinds = {
    POST: preferences.resolution === null ? "insert" : "upsert",
    PATCH: "update",
    DELETE: "delete",
  } as const;
  const draft: Draft = {
    sql: write,
    table: relation.name,
    kind: kinds[method],
    columns: [],
    star: false,
    limit: null,
    offset: null,
  };
  const created = method === "POST";
  if (preferences.returning !== "representation") {
    const produced = await sendStatement(session, sent, draft, write, writer.params, null);
    return writeResponse(produced, preferences, created);
  }
  const alias = writer.name(relation.name);
  const unfiltered = new Map(query.scopes).set("", emptyScope());
  const source: ReadFrom = { relation, from: `written as ${alias}`, alias };
  const read = buildRead(writer, catalog, { ...query, scopes: unfiltered }, source);
  const prefix = `with written as (${write} returning ${alias}.*) `;
  const returning = {
    ...draft,
    sql: `${write} returning ${read.list}`,
    columns: read.columns,
    star: read.star,
  };
  const send = async () => {
    const sql = asJson(read.sql, null, prefix);
    const produced = await sendStatement(session, sent, returning, sql, writer.params, read);
    return writeResponse(produced, preferences, created);
  };
  return preferences.singular ? orRollBack(session, send) : send();

  function writeSql(): string {
    if (method === "DELETE") return buildDelete(writer, relation, scope);
    if (method === "PATCH") return buildUpdate(writer, relation, request.body, params, scope);
    if (scope.where.length > 0) throw new RestError(400, "PGRST100", "An insert takes no filters");
    return buildInsert(writer, relation, request.body, params, preferences);
  }
}

async function answerCall(task: Omit<Task, "query">, name: string): Promise<RestResponse> {
  const { session, sent, catalog, preferences, request } = task;
  const writer = new SqlWriter(catalog.reserved);
  const { args, rest } = callArguments(task, name);
  const { routine, source } = buildCall(writer, catalog, name, args);
  const query = parseQuery(rest);
  const read = buildRead(writer, catalog, query, source);
  const { limit, offset } = query.scopes.get("") ?? emptyScope();
  const draft: Draft = {
    sql: read.sql,
    table: routine.relation,
    kind: "rpc",
    columns: read.columns,
    star: false,
    limit,
    offset,
  };
  const sql = asJson(read.sql, preferences.count ? read.countSql : null);
  const produced = await sendStatement(session, sent, draft, sql, writer.params, read);
  if (routine.returns === "void") return { status: 204, headers: {}, body: "" };
  const head = request.method === "HEAD";
  if (routine.returns === "rows" && routine.set) {
    return readResponse(produced, preferences, offset ?? 0, head);
  }
  const rows = JSON.parse(produced.body) as unknown[];
  const values =
    routine.returns === "rows" ? rows : rows.map((row) => (row as { value: unknown }).value);
  const body = JSON.stringify((routine.set ? values : values[0]) ?? null);
  return { status: 200, headers: { "content-type": "application/json" }, body: head ? "" : body };
}

/** A POST carries its arguments in the body, a GET among the parameters that name no modifier. */
function callArguments(
  { catalog, request, params }: Omit<Task, "query">,
  name: string,
): { args: Record<string, unknown>; rest: URLSearchParams } {
  if (request.method === "POST") {
    const body = parseBody(request.body ?? "{}");
    if (Array.isArray(body))
      throw new RestError(400, "PGRST102", "Arguments must be one JSON object");
    return { args: body, rest: params };
  }
  if (request.method !== "GET" && request.method !== "HEAD")
    throw unsupportedMethod(request.method);
  const known = new Set(
    catalog.routines
      .filter((routine) => routine.name === name && !routine.volatile)
      .flatMap((routine) => routine.args.map((arg) => arg.name)),
  );
  const args: Record<string, unknown> = {};
  const rest = new URLSearchParams();
  for (const [key, value] of params) {
    if (known.has(key)) args[key] = value;
    else rest.append(key, value);
  }
  return { args, rest };
}

function unsupportedMethod(method: string): RestError {
  return new RestError(405, "PGRST117", `Unsupported HTTP method: ${method}`);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
