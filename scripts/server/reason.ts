import type { Request, Response } from "express";

/** A refusal before any page is involved: JSON for programs, a plain sentence for people. */
export function sendReason(
  request: Request,
  response: Response,
  status: number,
  reason: string,
): void {
  response.status(status).set("Cache-Control", "no-store");
  if (request.accepts(["text", "json"]) === "json") response.json({ reason });
  else response.type("text").send(`${reason}\n`);
}
