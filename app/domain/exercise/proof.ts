import type { EngineName, Exercise } from "./exercise.ts";
import type { Verdict } from "./verdict.ts";

/** One file of an exercise folder and what must come of it (contract 4.1). */
export type ProofCase = {
  engine: EngineName;
  file: string;
  text: string;
  /** "passed", "failed", or "failed:<check>" when it must fail first on that check. */
  expected: string;
};

export function proofCases(exercise: Exercise): ProofCase[] {
  const extension = exercise.kind === "sql" ? "sql" : "ts";
  return exercise.engines.flatMap((engine) => [
    { engine, file: `starter.${extension}`, text: exercise.starter, expected: "failed" },
    ...exercise.solutions.map(({ file, text }) => ({ engine, file, text, expected: "passed" })),
    ...exercise.wrong.map(({ file, text, checkId }) => ({
      engine,
      file,
      text,
      expected: `failed:${checkId}`,
    })),
  ]);
}

export function firstFailedCheck(verdict: Pick<Verdict, "checks">): string | null {
  return verdict.checks.find((check) => check.status === "failed")?.id ?? null;
}

/** A platform fault proves nothing. On pg-mem a mistake may need a feature only PostgreSQL has. */
export function provesCase(proof: ProofCase, verdict: Omit<Verdict, "ms">): boolean {
  if (verdict.fault === "platform" || verdict.checks.length === 0) return false;
  if (proof.expected === "passed") return verdict.status === "passed";
  if (verdict.status === "passed") return false;
  const [, check] = proof.expected.split(":");
  if (verdict.status === "unsupported") return check !== undefined && proof.engine === "pg-mem";
  return check === undefined || firstFailedCheck(verdict) === check;
}
