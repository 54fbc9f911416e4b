import { useCallback, useEffect, useRef, useState } from "react";
import type { LabClient } from "#app/adapters/grading/lab-client.ts";
import type { LabData, LabTable } from "#app/adapters/grading/lab-protocol.ts";
import type { EngineName } from "#app/domain/exercise/exercise.ts";
import { takeClient } from "./early-engine.ts";
import type { RunReport, ShownPlan } from "./run-report.ts";

export type RunnerState = {
  engine: EngineName;
  /** What is going on; null when nothing is, or not for long enough to be worth a word. */
  busy: { what: "loading" | "running"; words: string; since: number } | null;
  /** The engine is loaded and its data open. */
  ready: boolean;
  /** The first engine is open, or could not be opened: the page may load what is heavy. */
  settled: boolean;
  report: RunReport | null;
  /** How many runs have come to an end on this page. */
  runs: number;
  /** Newest last; two are enough to compare. */
  plans: readonly ShownPlan[];
  /** The tables as they are now; null before the engine was asked. */
  tables: readonly LabTable[] | null;
};

/** A run that takes no longer is shown by its result alone. */
const quietMs = 80;

/** Runs the learner's text in this browser, in a worker per engine, and remembers what came of it. */
export function useRunner(data: LabData, engines: readonly [EngineName, ...EngineName[]]) {
  const [state, setState] = useState<RunnerState>({
    engine: engines[0],
    busy: null,
    ready: false,
    settled: false,
    report: null,
    runs: 0,
    plans: [],
    tables: null,
  });
  const clients = useRef(new Map<EngineName, LabClient>());
  const current = useRef(engines[0]);
  const planCount = useRef(0);
  const running = useRef(false);
  /** What the current engine is loading, in words; null when it is loaded. */
  const loading = useRef<string | null>(null);
  /** Engines that were opened: opening again would throw away what the session holds. */
  const warmed = useRef(new Map<EngineName, Promise<void>>());

  const patch = useCallback((part: Partial<RunnerState>) => {
    setState((before) => ({ ...before, ...part }));
  }, []);

  const clientOf = useCallback(
    (engine: EngineName): LabClient => {
      const known = clients.current.get(engine);
      if (known) return known;
      const made = takeClient({ engine, data }, (words) => {
        if (engine !== current.current) return;
        const done = words === "Ready";
        loading.current = done ? null : words;
        setState((before) => ({
          ...before,
          ready: done || before.ready,
          busy: before.busy && {
            what: done ? "running" : "loading",
            words: done ? "Running" : words,
            since: done ? performance.now() : before.busy.since,
          },
        }));
      });
      clients.current.set(engine, made);
      return made;
    },
    [data],
  );

  const describe = useCallback(
    async (engine: EngineName) => {
      const described = await clientOf(engine).describe();
      if (described.kind !== "described" || engine !== current.current) return;
      // pg-mem cannot say what its tables are.
      patch({ tables: described.tables.length > 0 ? described.tables : null });
    },
    [clientOf, patch],
  );

  const warm = useCallback(
    (engine: EngineName): Promise<void> => {
      const known = warmed.current.get(engine);
      if (known) return known;
      const warming = (async () => {
        const opening = await clientOf(engine).warm();
        patch({ settled: true });
        if (opening.kind !== "open") {
          warmed.current.delete(engine);
          return;
        }
        if (engine === current.current) patch({ ready: true });
        await describe(engine);
      })();
      warmed.current.set(engine, warming);
      return warming;
    },
    [clientOf, describe, patch],
  );

  // The first engine loads while the task is being read, the other one after it.
  useEffect(() => {
    const opened = clients.current;
    const warming = warmed.current;
    const cancel = afterPaint(async () => {
      for (const engine of engines) await warm(engine);
    });
    return () => {
      cancel();
      for (const client of opened.values()) client.stop();
      opened.clear();
      warming.clear();
    };
  }, [engines, warm]);

  /** Shows that something is under way, and what came of it; what was stopped says so itself. */
  async function during(work: (client: LabClient) => Promise<RunReport | null>): Promise<void> {
    if (running.current) return;
    running.current = true;
    const since = performance.now();
    // What was there stays until the new report is, and a short run says nothing: nothing jumps.
    const saying = setTimeout(() => patch({ busy: busyWith(loading.current, since) }), quietMs);
    const { report, plan } = await work(clientOf(current.current))
      .then(async (report) => ({ report, plan: await planOf(report) }))
      // The part that reads plans comes over the network with the first one.
      .catch(() => ({ report: planReaderMissing, plan: null }));
    clearTimeout(saying);
    running.current = false;
    if (plan !== null) planCount.current += 1;
    const id = planCount.current;
    setState((before) => ({
      ...before,
      busy: null,
      runs: before.runs + 1,
      report: report ?? before.report,
      // Every plan the learner sees joins the comparison, also one from an EXPLAIN of their own.
      plans: plan === null ? before.plans : [...before.plans, { ...plan, id }].slice(-2),
    }));
    if (report?.kind === "script" || report?.kind === "call") void describe(current.current);
  }

  function choose(engine: EngineName): void {
    if (engine === current.current) return;
    current.current = engine;
    loading.current = null;
    patch({ engine, report: null, ready: false });
    void warm(engine).then(() => engine === current.current && patch({ ready: true }));
  }

  return {
    state,
    run: (script: string, offset: number, selectionOnly: boolean) =>
      during(async (client) => {
        const engine = current.current;
        const outcome = await client.run(script);
        if (outcome.kind === "stopped" || outcome.kind === "unavailable") return noticeOf(outcome);
        return { kind: "script", engine, script, offset, selectionOnly, outcome };
      }),
    call: (source: string, args: readonly unknown[]) =>
      during(async (client) => {
        const outcome = await client.call(source, args);
        if (outcome.kind === "stopped" || outcome.kind === "unavailable") return noticeOf(outcome);
        return { kind: "call", source, args, outcome };
      }),
    explain(sql: string, offset: number): Promise<void> {
      // pg-mem has no planner; PostgreSQL makes the plan where it may be asked.
      if (current.current !== "pglite" && engines.includes("pglite")) choose("pglite");
      return during(async (client) => {
        const outcome = await client.explain(sql);
        switch (outcome.kind) {
          case "stopped":
          case "unavailable":
            return noticeOf(outcome);
          case "failed":
            return { kind: "explain-failed", sql, offset, error: outcome.error };
          case "unsupported":
            return {
              kind: "notice",
              tone: "plain",
              words: "pg-mem makes no plans: it has no planner.",
            };
          case "crashed":
            return noticeOf({ kind: "unavailable", message: outcome.reason });
          case "explained":
            return (await readPlans()).explainedOf(outcome.plan, sql);
          default:
            return outcome satisfies never;
        }
      });
    },
    choose,
    async resetData(): Promise<void> {
      await during(async (client) => {
        const reply = await client.reset();
        return reply.kind === "open"
          ? { kind: "notice", tone: "plain", words: "The data is as it was at the start." }
          : noticeOf(reply);
      });
      patch({ ready: true });
      void describe(current.current);
    },
    stop(): void {
      const engine = current.current;
      clientOf(engine).stop();
      // A new engine starts at once, so that the next run finds it ready.
      warmed.current.delete(engine);
      patch({ ready: false });
      void warm(engine);
    },
    say: (words: string) => patch({ report: { kind: "notice", tone: "plain", words } }),
  };
}

function noticeOf(
  outcome: { kind: "stopped" } | { kind: "unavailable"; message: string },
): RunReport {
  return outcome.kind === "stopped"
    ? {
        kind: "notice",
        tone: "plain",
        words:
          "Stopped. Your text is as it was; the data is fresh again, so what earlier runs changed is gone.",
      }
    : { kind: "notice", tone: "warn", words: outcome.message };
}

function busyWith(loading: string | null, since: number): RunnerState["busy"] {
  return loading === null
    ? { what: "running", words: "Running", since }
    : { what: "loading", words: loading, since };
}

const planReaderMissing: RunReport = {
  kind: "notice",
  tone: "warn",
  words:
    "The part of this page that shows plans could not be loaded. Check the connection and run again.",
};

const readPlans = () => import("./read-plans.ts");

async function planOf(report: RunReport | null): Promise<ShownPlan | null> {
  if (report?.kind === "explained") return report.plan;
  if (report?.kind !== "script" || !("results" in report.outcome)) return null;
  const hasPlan = report.outcome.results.some(({ columns }) => columns[0]?.name === "QUERY PLAN");
  return hasPlan ? (await readPlans()).planIn(report) : null;
}

function afterPaint(work: () => Promise<void>): () => void {
  const frame = requestAnimationFrame(() => setTimeout(() => void work(), 0));
  return () => cancelAnimationFrame(frame);
}
