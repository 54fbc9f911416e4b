import type { AuditData } from "#app/data/audit.server.ts";
import type { OnboardingData } from "#app/data/onboarding.server.ts";
import type { PeopleData } from "#app/data/people.server.ts";
import type { OnboardingPath } from "#app/domain/onboarding/path.ts";
import type { Clock, Ids } from "#app/services/core.ts";

type Deps = {
  onboarding: OnboardingData;
  people: PeopleData;
  audit: AuditData;
  path: OnboardingPath | null;
  clock: Clock;
  ids: Ids;
};
export type ConfirmResult =
  | { kind: "recorded" }
  | { kind: "not-found" }
  | { kind: "refused"; reason: "yourself" | "no-note" };

/** An instructor's word on one item, with a note that says what they saw; a later word replaces an earlier one. */
export async function confirmOnboardingItem(
  { onboarding, people, audit, path, clock, ids }: Deps,
  input: { learnerId: string; item: string; confirmed: boolean; note: string; by: string },
): Promise<ConfirmResult> {
  const known = path?.weeks.some((week) => week.items.some((item) => item.id === input.item));
  if (!known || !(await people.find(input.learnerId))) return { kind: "not-found" };
  if (input.learnerId === input.by) return { kind: "refused", reason: "yourself" };
  const note = input.note.trim();
  if (note === "") return { kind: "refused", reason: "no-note" };
  const now = clock.now();
  await onboarding.append({
    id: ids.next(),
    userId: input.learnerId,
    item: input.item,
    confirmed: input.confirmed,
    note,
    confirmedBy: input.by,
    confirmedAt: now,
  });
  await audit.append({
    id: ids.next(),
    at: now,
    actorId: input.by,
    action: input.confirmed ? "confirm-onboarding-item" : "withdraw-onboarding-item",
    subjectKind: "person",
    subjectId: input.learnerId,
    detail: { item: input.item, note },
  });
  return { kind: "recorded" };
}
