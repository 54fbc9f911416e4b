/** Everything pg-mem needs in a browser, as one piece: loaded part by part it would start later. */
import "./node-globals.ts";
import "pg-mem";
import "pgsql-ast-parser";

export { createPgMemEngine } from "#app/adapters/sql/pg-mem-engine.ts";
