import { z } from "zod";
import {
  evaluateCertification,
  type Missing,
  type Offer,
  type RequirementState,
} from "#app/domain/certification/evaluate.ts";
import type { Certification } from "#app/domain/certification/policy.ts";
import { gatherEvidence, type EvidenceDeps } from "./gather-evidence.ts";

export type StandingDeps = EvidenceDeps & {
  certifications: readonly Certification[];
  offer: Offer;
};

const link = z.strictObject({ text: z.string(), to: z.string() });
const publicRequirement = z.strictObject({
  id: z.string(),
  text: z.string(),
  met: z.boolean(),
  /** What is missing, or what shows it, in words. */
  state: z.string(),
  /** Where to do it, or where to look it up. */
  links: z.array(link),
});
export const publicCertification = z.strictObject({
  slug: z.string(),
  title: z.string(),
  short: z.string(),
  about: z.string(),
  met: z.boolean(),
  requirements: z.array(publicRequirement),
  validityMonths: z.number(),
  renewal: z.array(z.string()),
  privileges: z.array(z.string()),
});
export type PublicCertification = z.infer<typeof publicCertification>;

/** Who reads where somebody stands: themselves, or an instructor, who gets the evidence and no errands. */
export type Reader = "learner" | "instructor";

/** Where a person stands: each certification's requirements, met or what is missing and where to do it. */
export async function viewStanding(
  deps: StandingDeps,
  userId: string,
  reader: Reader = "learner",
): Promise<PublicCertification[]> {
  const { evidence } = await gatherEvidence(deps, userId);
  return deps.certifications.map((certification) => {
    const { met, requirements } = evaluateCertification(certification, evidence, deps.offer);
    const { slug, title, short, about, validityMonths, renewal, privileges } = certification;
    return publicCertification.parse({
      slug,
      title,
      short,
      about,
      met,
      requirements: requirements.map((one) => describe(one, reader)),
      validityMonths,
      renewal: renewal.map((one) => one.text),
      privileges: privileges.map((one) => one.text),
    });
  });
}

const evidencePages = {
  learner: {
    attempt: { text: "Your passed attempt", to: (id: string) => `/assess/attempts/${id}/review` },
    submission: { text: "Your passed submission", to: (id: string) => `/lab/submissions/${id}` },
  },
  instructor: {
    attempt: { text: "The passed attempt", to: (id: string) => `/teach/attempts/${id}` },
    submission: { text: "The passed submission", to: (id: string) => `/teach/submissions/${id}` },
  },
};

function describe(
  requirement: RequirementState,
  reader: Reader,
): z.infer<typeof publicRequirement> {
  const { id, text, met, missing, shownBy } = requirement;
  const shown = shownBy.flatMap((one) => {
    if (one.kind === "mentorship") return [];
    const page = evidencePages[reader][one.kind];
    return [{ text: page.text, to: page.to(one.id) }];
  });
  if (!missing) return { id, text, met, state: "Met.", links: shown };
  const { state, links } = describeMissing(missing);
  return { id, text, met, state, links: reader === "learner" ? [...links, ...shown] : shown };
}

function describeMissing(missing: Missing): { state: string; links: z.infer<typeof link>[] } {
  switch (missing.reason) {
    case "not-attempted":
      return {
        state: "Not taken yet.",
        links: [{ text: "Go to the assessment", to: `/assess/${missing.assessment}` }],
      };
    case "points": {
      const gap = missing.needed - missing.best;
      return {
        state: `The best result is ${missing.best} of ${missing.possible}; ${missing.needed} are needed, ${gap} more.`,
        links: [{ text: "Review it and try again", to: `/assess/${missing.assessment}` }],
      };
    }
    case "assessment-not-offered":
      return {
        state: "This assessment is not offered here yet; nobody can meet this requirement so far.",
        links: [],
      };
    case "practicals": {
      const open = missing.next.filter((one) => one.exercise !== null);
      const closed = missing.next.length - open.length;
      const notYet =
        missing.passed + open.length < missing.needed
          ? ` Only ${missing.passed + open.length} ${missing.passed + open.length === 1 ? "is" : "are"} offered here so far.`
          : closed > 0
            ? ` ${closed} more ${closed === 1 ? "is" : "are"} not offered here yet.`
            : "";
      return {
        state: `${missing.passed} of ${missing.needed} passed.${notYet}`,
        links: open.map((one) => ({
          text: `Practical ${one.practical.replace("px-", "")}`,
          to: `/lab/${one.exercise}`,
        })),
      };
    }
    case "mentorships":
      return {
        state: `${missing.completed} of ${missing.needed} completed. Mentorships cannot be recorded here yet.`,
        links: [],
      };
    default:
      return missing satisfies never;
  }
}
