/** One line of the doctor's report. A note wants no action now; a problem says what to do. */
export type Finding = {
  /** What was looked at, e.g. "database-time-zone". */
  id: string;
  state: "ok" | "note" | "problem";
  text: string;
  /** What to do; null when all is well. */
  fix: string | null;
};

export function ok(id: string, text: string): Finding {
  return { id, state: "ok", text, fix: null };
}

export function note(id: string, text: string, fix: string | null = null): Finding {
  return { id, state: "note", text, fix };
}

export function problem(id: string, text: string, fix: string): Finding {
  return { id, state: "problem", text, fix };
}
