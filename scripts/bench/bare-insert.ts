// The floor for saved answers: Node, pg and one durable insert per request, nothing else.
import { createServer } from "node:http";
import { Pool } from "pg";

const pool = new Pool({ connectionString: process.argv[2], max: 20 });
await pool.query(
  "CREATE TABLE IF NOT EXISTS bench_step (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body jsonb NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp())",
);
const server = createServer((request, response) => {
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => {
    text += chunk;
  });
  request.on("end", () => {
    pool.query("INSERT INTO bench_step (body) VALUES ($1) RETURNING id", [text]).then(
      ({ rows }) =>
        response.setHeader("content-type", "application/json").end(JSON.stringify(rows[0])),
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(`ready ${address.port}`);
});
