import { reaches } from "../assessment/score.ts";
import type { CertificationPolicy, Requirement } from "./policy.ts";

/** What a person has shown so far. Every piece names where it can be looked up. */
export type Evidence = {
  attempts: readonly {
    id: string;
    assessment: string;
    earned: number;
    possible: number;
    closedAt: Date;
  }[];
  /** Practicals passed on the server, first pass of each. */
  practicals: readonly {
    practical: string;
    exercise: string;
    submissionId: string;
    passedAt: Date;
  }[];
  mentorships: readonly { id: string; menteeId: string; completedAt: Date }[];
};

/** What can be done in this installation, so that "missing" can say where, or that it cannot be done yet. */
export type Offer = {
  assessments: readonly string[];
  practicals: readonly { practical: string; exercise: string }[];
};

export type Missing =
  | { reason: "not-attempted"; assessment: string }
  | { reason: "points"; assessment: string; best: number; possible: number; needed: number }
  | { reason: "assessment-not-offered"; assessment: string }
  | {
      reason: "practicals";
      passed: number;
      needed: number;
      next: readonly { practical: string; exercise: string | null }[];
    }
  | { reason: "mentorships"; completed: number; needed: number };

export type RequirementState = {
  id: string;
  text: string;
  met: boolean;
  /** Ids of the attempts, submissions or mentorships that show it. */
  shownBy: readonly { kind: "attempt" | "submission" | "mentorship"; id: string; at: Date }[];
  missing: Missing | null;
};
export type Evaluation = { met: boolean; requirements: readonly RequirementState[] };

/**
 * The one answer to "may this be issued?": the page, the API and the issuing job all ask here.
 * Whole numbers only; every unmet requirement says why.
 */
export function evaluateCertification(
  policy: CertificationPolicy,
  evidence: Evidence,
  offer: Offer,
): Evaluation {
  const requirements = policy.requirements.map((one) => evaluateRequirement(one, evidence, offer));
  return { met: requirements.every((one) => one.met), requirements };
}

function evaluateRequirement(one: Requirement, evidence: Evidence, offer: Offer): RequirementState {
  switch (one.type) {
    case "assessment":
      return assessmentState(one, evidence, offer);
    case "practicals":
      return practicalsState(one, evidence, offer);
    case "mentorships":
      return mentorshipsState(one, evidence);
    default:
      return one satisfies never;
  }
}

type Of<T extends Requirement["type"]> = Extract<Requirement, { type: T }>;

function assessmentState(
  one: Of<"assessment">,
  evidence: Evidence,
  offer: Offer,
): RequirementState {
  const attempts = evidence.attempts.filter((attempt) => attempt.assessment === one.assessment);
  const passed = attempts
    .filter((attempt) => reaches(attempt.earned, attempt.possible, one.passMark))
    .sort((a, b) => a.closedAt.getTime() - b.closedAt.getTime())
    .at(-1);
  if (passed) return met(one, [{ kind: "attempt", id: passed.id, at: passed.closedAt }]);
  // The best share of the points, compared crosswise so that nothing is divided.
  const best = attempts.reduce<(typeof attempts)[number] | null>(
    (top, attempt) =>
      top && top.earned * attempt.possible >= attempt.earned * top.possible ? top : attempt,
    null,
  );
  if (best)
    return unmet(one, {
      reason: "points",
      assessment: one.assessment,
      best: best.earned,
      possible: best.possible,
      needed: Math.ceil((best.possible * one.passMark) / 100),
    });
  return unmet(
    one,
    offer.assessments.includes(one.assessment)
      ? { reason: "not-attempted", assessment: one.assessment }
      : { reason: "assessment-not-offered", assessment: one.assessment },
  );
}

function practicalsState(
  one: Of<"practicals">,
  evidence: Evidence,
  offer: Offer,
): RequirementState {
  const counted = new Map(
    evidence.practicals
      .filter((passed) => one.of.some((practical) => practical === passed.practical))
      .map((passed) => [passed.practical, passed]),
  );
  const shownBy = [...counted.values()].map((passed) => ({
    kind: "submission" as const,
    id: passed.submissionId,
    at: passed.passedAt,
  }));
  if (counted.size >= one.count) return met(one, shownBy);
  const next = one.of
    .filter((practical) => !counted.has(practical))
    .map((practical) => ({
      practical,
      exercise:
        offer.practicals.find((offered) => offered.practical === practical)?.exercise ?? null,
    }));
  return {
    ...unmet(one, { reason: "practicals", passed: counted.size, needed: one.count, next }),
    shownBy,
  };
}

function mentorshipsState(one: Of<"mentorships">, evidence: Evidence): RequirementState {
  const byMentee = new Map(
    evidence.mentorships.map((mentorship) => [mentorship.menteeId, mentorship]),
  );
  const shownBy = [...byMentee.values()].map((mentorship) => ({
    kind: "mentorship" as const,
    id: mentorship.id,
    at: mentorship.completedAt,
  }));
  if (byMentee.size >= one.count) return met(one, shownBy);
  return {
    ...unmet(one, { reason: "mentorships", completed: byMentee.size, needed: one.count }),
    shownBy,
  };
}

function met(one: Requirement, shownBy: RequirementState["shownBy"]): RequirementState {
  return { id: one.id, text: one.text, met: true, shownBy, missing: null };
}

function unmet(one: Requirement, missing: Missing): RequirementState {
  return { id: one.id, text: one.text, met: false, shownBy: [], missing };
}
