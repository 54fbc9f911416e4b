import type { PublicHint, PublicSubmission } from "#app/services/views/view-exercise.ts";
import type { SaveReply } from "./draft-keeper.ts";

/** What the lab asks of the server. A refusal comes back with the server's own reason. */
export type Refused = { kind: "refused"; reason: string; status: number | null };

const offline: Refused = {
  kind: "refused",
  status: null,
  reason:
    "The server cannot be reached. What you wrote is kept in this browser; try again when you are online.",
};

async function ask<T>(url: string, method: string, body?: unknown): Promise<T | Refused> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
  } catch {
    return offline;
  }
  const reply = (await response.json().catch(() => null)) as (T & { reason?: unknown }) | null;
  if (response.ok && reply !== null) return reply;
  return { kind: "refused", status: response.status, reason: reasonOf(response, reply?.reason) };
}

function reasonOf({ status }: Response, reason: unknown): string {
  if (status === 401 || reason === "signed-out")
    return "You are signed out. Sign in in another tab, then try again here; nothing is lost.";
  if (typeof reason === "string" && reason.includes(" ")) return reason;
  return `The server answered ${status}. Try again in a moment.`;
}

const isRefused = (value: unknown): value is Refused =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "refused";

export function labRequests(exercise: string) {
  const base = `/lab/${exercise}`;
  return {
    async saveDraft(text: string): Promise<SaveReply> {
      const reply = await ask<{ savedAt: string }>(`${base}/draft`, "PUT", { text });
      if (!isRefused(reply)) return { kind: "saved", savedAt: reply.savedAt };
      const { status } = reply;
      if (status === null || status >= 500) return { kind: "failed", reason: "offline" };
      if (status === 401) return { kind: "failed", reason: "signed-out" };
      return { kind: "failed", reason: status === 413 ? "too-long" : "refused" };
    },
    discardDraft: () => ask<unknown>(`${base}/draft`, "DELETE"),
    openHint: (level: number) => ask<{ hint: PublicHint }>(`${base}/hints`, "POST", { level }),
    submit: (text: string, idemKey: string) =>
      ask<{ submissionId: string }>(`${base}/submissions`, "POST", { text, idemKey }),
    verdict: (submissionId: string) =>
      ask<{ submission: PublicSubmission }>(`/lab/submissions/${submissionId}/verdict`, "GET"),
    isRefused,
  };
}
export type LabRequests = ReturnType<typeof labRequests>;
