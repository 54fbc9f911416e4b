import type { z } from "zod";
import { toStorable } from "#app/domain/content/storable-text.ts";

/** The parsed body of a JSON request, or the answer that says what is wrong with it. */
export async function jsonBody<T>(request: Request, schema: z.ZodType<T>): Promise<T | Response> {
  const body = parse(await request.text());
  if (body === undefined) return refusal(400, "The body is not JSON.");
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue && issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  return refusal(400, `${where}${issue?.message ?? "the body is not understood"}`);
}

/** Nobody else's cache keeps what one learner wrote. */
export function answer(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

export function refusal(status: number, reason: string): Response {
  return answer({ reason }, status);
}

// What is typed is saved whatever is in it: a page that hears "no" would send the same again for ever.
function parse(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === "string" ? toStorable(value) : value,
    );
  } catch {
    return undefined;
  }
}
