import { randomUUID } from "node:crypto";
import type { Planwise } from "./planwise.ts";
import { inviteAccount, signIn, type Account, type Visitor } from "./visitor.ts";

/** What only the owner of a thing, and staff who may, should ever be sent. */
export const PRIVATE_TEXT = "only-mine-51c8";

/** The things of two learners, one with a running attempt and one with a finished one. */
export interface World {
  open: Owner;
  closed: Owner;
  /** Token of an invitation nobody has used. */
  invitation: string;
}
export interface Owner {
  visitor: Visitor;
  account: Account;
  userId: string;
  attemptId: string;
  submissionId: string;
  /** A second session of this person, to be ended. */
  spareSession: string;
}

export async function buildWorld(planwise: Planwise, admin: Visitor): Promise<World> {
  const open = await addOwner(planwise, admin);
  const closed = await addOwner(planwise, admin);
  await closed.visitor.postForm(`/assess/attempts/${closed.attemptId}/submit`, {});
  const invited = await admin.postForm("/admin/people", {
    intent: "invite",
    email: "",
    role: "learner",
  });
  const invitation = /\/invitation\/([\w-]+)/.exec(await invited.text())?.[1] ?? "";
  return { open, closed, invitation };
}

async function addOwner(planwise: Planwise, admin: Visitor): Promise<Owner> {
  const account = await inviteAccount(planwise, admin, "learner");
  await signIn(planwise, account);
  const [spare] = await planwise.sql<{ id: string; userId: string }>(
    `SELECT s.id, s.user_id AS "userId" FROM session s JOIN user_account u ON u.id = s.user_id
      WHERE u.email = $1 LIMIT 1`,
    [account.email],
  );
  if (spare === undefined) throw new Error("signing in left no session");
  const visitor = await signIn(planwise, account);
  const attemptId = await startBasic(visitor);
  const typed = await findItem(planwise, attemptId, "numeric");
  const saved = await saveAnswer(visitor, attemptId, typed, { kind: "text", text: PRIVATE_TEXT });
  if (saved.status !== 200) throw new Error(`not saved: ${saved.status}`);
  return {
    visitor,
    account,
    userId: spare.userId,
    attemptId,
    submissionId: await addSubmission(planwise, spare.userId),
    spareSession: spare.id,
  };
}

/** Starts the Basic assessment, or takes up the running attempt; gives its id. */
export async function startBasic(visitor: Visitor): Promise<string> {
  const started = await visitor.postForm("/assess/basic", {});
  const id = /\/assess\/attempts\/([\w-]+)$/.exec(started.headers.get("location") ?? "")?.[1];
  if (id === undefined) throw new Error(`not started: ${started.status}`);
  return id;
}

/** The id of a question of this kind in somebody's form. */
export async function findItem(
  planwise: Planwise,
  attemptId: string,
  kind: string,
): Promise<string> {
  const rows = await planwise.sql<{ id: string }>(
    `SELECT item ->> 'id' AS id FROM attempt, jsonb_array_elements(form -> 'sections') section,
       jsonb_array_elements(section -> 'items') item
      WHERE attempt.id = $1 AND item ->> 'kind' = $2`,
    [attemptId, kind],
  );
  if (rows[0] === undefined) throw new Error(`the form has no question of kind ${kind}`);
  return rows[0].id;
}

/** Saves one answer as the examination page does. */
export function saveAnswer(
  visitor: Visitor,
  attemptId: string,
  item: string,
  response: unknown,
): Promise<Response> {
  const step = {
    kind: "save",
    idemKey: randomUUID(),
    tabId: "tab-of-test",
    tabSeq: 1,
    clientAt: null,
    item,
    response,
  };
  return visitor.postJson(`/assess/attempts/${attemptId}/steps`, { steps: [step], baseSeq: 0 });
}

async function addSubmission(planwise: Planwise, userId: string): Promise<string> {
  const id = randomUUID();
  await planwise.sql(
    `INSERT INTO submission (id, user_id, exercise, version, text, idem_key, submitted_at)
     VALUES ($1, $2, 'latest-analyses-of-one-user', 'v1', $3, $4, now())`,
    [id, userId, `select '${PRIVATE_TEXT}'`, randomUUID()],
  );
  await planwise.sql(
    `INSERT INTO grading (id, submission_id, reason, status, fault, verdict, graded_at)
     VALUES ($1, $2, 'initial', 'failed', 'learner', $3, now())`,
    [randomUUID(), id, JSON.stringify(verdict)],
  );
  return id;
}

const verdict = {
  exercise: "latest-analyses-of-one-user",
  version: "v1",
  engine: "pglite",
  status: "failed",
  fault: "learner",
  checks: [{ id: "rows", status: "failed", message: `Row 1 is "${PRIVATE_TEXT}".` }],
  ms: 12,
};
