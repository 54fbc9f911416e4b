import type { z } from "zod";

/** The parsed body of a JSON request, or the answer that says what is wrong with it. */
export async function jsonBody<T>(request: Request, schema: z.ZodType<T>): Promise<T | Response> {
  const body: unknown = await request.json().catch(() => undefined);
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

export const noSuchExercise = () => refusal(404, "There is no such exercise.");
export const tooLong = () =>
  refusal(413, "The text is longer than 100,000 characters. Nothing of it was stored.");
