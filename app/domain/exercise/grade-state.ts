import type { StateCheck } from "./checks.ts";
import { ask, failed, type Grader, inVariant, passed, where } from "./grader.ts";
import { quantity } from "./words.ts";

/** For each assertion whether it held, or the error its query ended with. */
type Seen = (boolean | string)[];

export const stateGrader: Grader<StateCheck, Seen> = {
  looksAt: inVariant,
  reference: "none",
  async observe(check, { session }) {
    const held: Seen = [];
    for (const { query } of check.assertions) {
      const answer = await ask(session, query);
      held.push(typeof answer === "string" ? answer : answer.rows[0]?.[0] === "t");
    }
    return held;
  },
  judge(check, evidence) {
    for (const { situation, mine } of evidence) {
      const at = mine.findIndex((held) => held !== true);
      const assertion = check.assertions[at];
      if (assertion === undefined) continue;
      const error = mine[at];
      const because = typeof error === "string" ? ` (${error})` : "";
      return failed(`${where(situation)}${assertion.message}${because}`);
    }
    return passed(`${quantity(check.assertions.length, "condition")} met.`);
  },
};
