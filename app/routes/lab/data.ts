import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createReadableStreamFromReadable } from "@react-router/node";
import { data } from "react-router";
import { servicesContext } from "../context.server.ts";
import type { Route } from "./+types/data";

/** Practice data for the engines in the page. The name changes with the content: kept forever. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const file = await context.get(servicesContext).practice.file(params.file);
  if (!file) throw data(null, { status: 404 });
  const { size } = await stat(file.path);
  return new Response(createReadableStreamFromReadable(createReadStream(file.path)), {
    headers: {
      "Content-Type": file.type,
      "Content-Length": String(size),
      "Cache-Control": "private, max-age=31536000, immutable",
    },
  });
}
