import type { PublicOnboarding } from "#app/services/views/view-onboarding.ts";
import { ConfirmItem, Recorded, type ConfirmAnswer } from "./confirm-item.tsx";

type Item = PublicOnboarding["weeks"][number]["items"][number];

/** Where on the page an item that waits for the instructor has its form. */
export const waitingId = (item: Item): string => `waiting-${item.id}`;

/** What nothing but the instructor's word can tick, first thing on the page. */
export function WaitingItems({
  onboarding,
  answer,
}: {
  onboarding: PublicOnboarding;
  answer: ConfirmAnswer | null;
}) {
  const items = onboarding.weeks.flatMap((week) => week.items);
  const waiting = items.filter((item) => item.waitsFor);
  const confirmed =
    answer?.done === "confirm" && answer.from === "waiting"
      ? items.find((item) => item.id === answer.item)
      : undefined;
  if (waiting.length === 0 && !confirmed) return null;
  return (
    <section id="waiting" className="mb-10">
      <h2 className="font-serif text-2xl font-semibold">
        Waiting for you
        <span className="ml-4 text-base font-normal text-muted">
          {waiting.length} {waiting.length === 1 ? "step" : "steps"}
        </span>
      </h2>
      {confirmed && (
        <Recorded key={confirmed.id}>
          Confirmed: {confirmed.text} It is under{" "}
          <a href="#onboarding" className="underline underline-offset-4">
            Onboarding
          </a>{" "}
          with your note.
        </Recorded>
      )}
      {waiting.length > 0 && (
        <ul className="mt-4 max-w-3xl divide-y divide-line border-y border-line">
          {waiting.map((item) => (
            <li key={item.id} id={waitingId(item)} className="py-3">
              <ConfirmItem
                item={item}
                from="waiting"
                answer={answer?.item === item.id && answer.problem ? answer : null}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
