import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { answersIn, withAnswer } from "#app/domain/exercise/answer-lines.ts";
import { statementToExplain } from "#app/domain/exercise/statement-at.ts";
import type { EngineName } from "#app/domain/exercise/exercise.ts";
import type { ExerciseView } from "#app/services/views/view-exercise.ts";
import { markAt, offsetOf, type EditorHandle, type EditorMark } from "./editor-handle.ts";
import { labRequests } from "./lab-requests.ts";
import type { LabPart } from "./lab.tsx";
import { liveSchema } from "./live-schema.ts";
import type { OutputTab } from "./output-pane.tsx";
import type { RunReport } from "./run-report.ts";
import { useDraft } from "./use-draft.ts";
import { useRunner } from "./use-runner.ts";
import { useSubmission } from "./use-submission.ts";

type Options = { view: ExerciseView; viewerId: string; showPart(part: LabPart): void };
export type LabState = ReturnType<typeof useLab>;

/** Ties editor, draft, engine and submissions of one exercise together. */
export function useLab({ view, viewerId, showPart }: Options) {
  const { exercise } = view;
  const requests = useMemo(() => labRequests(exercise.slug), [exercise.slug]);
  const editor = useRef<EditorHandle>(null);
  const setEditor = useCallback((handle: EditorHandle) => {
    editor.current = handle;
  }, []);
  const [tab, showTab] = useState<OutputTab>("result");
  const [openedHints, setOpenedHints] = useState(view.hints.length);
  /** What the page came with. */
  const shown = view.draft?.text ?? exercise.starter;
  const [answers, setAnswers] = useState(() => answersIn(shown));
  const runner = useRunner(view.data, exercise.engines as [EngineName, ...EngineName[]]);
  const waiting = view.submissions[0]?.verdict === null ? view.submissions[0] : undefined;
  const { state: submission, submit } = useSubmission(requests, waiting);
  const keeper = useDraft({
    viewerId,
    exercise: exercise.slug,
    starter: exercise.starter,
    server: view.draft,
    requests,
  });

  // What this browser knows may be newer than what the server sent with the page.
  useEffect(() => {
    if (keeper && editor.current && editor.current.text() !== keeper.text())
      editor.current.setText(keeper.text());
  }, [keeper]);

  const { report, tables } = runner.state;
  useEffect(() => {
    editor.current?.mark(report ? markOf(report) : null);
    if (report?.kind === "explained") showTab("plan");
    else if (report) showTab("result");
  }, [report]);
  useEffect(() => {
    if (submission.kind !== "none") showTab("verdict");
  }, [submission.kind]);

  function run(): void {
    const text = editor.current?.text() ?? "";
    showPart("output");
    if (exercise.kind === "typescript") return void runner.call(text, exercise.args);
    const { start, end } = editor.current?.selection() ?? { start: 0, end: 0 };
    const selected = text.slice(start, end);
    if (selected.trim() === "") return void runner.run(text, 0, false);
    return void runner.run(selected, start, true);
  }

  function explain(): void {
    const text = editor.current?.text() ?? "";
    const { start, end } = editor.current?.selection() ?? { start: 0, end: 0 };
    const selected = text.slice(start, end);
    const found =
      selected.trim() === "" ? statementToExplain(text, end) : statementToExplain(selected, 0);
    showPart("output");
    if (!found) {
      runner.say(
        "There is no statement to explain here: write a SELECT, INSERT, UPDATE, DELETE or MERGE.",
      );
      return;
    }
    void runner.explain(found.text, found.start + (selected.trim() === "" ? 0 : start));
  }

  return {
    requests,
    setEditor,
    keeper,
    runner,
    submission,
    passed:
      view.passed ||
      (submission.kind === "graded" && submission.submission.verdict?.status === "passed"),
    tab,
    showTab,
    tables: tables === null ? exercise.tables : liveSchema(tables),
    run,
    explain,
    submit(): void {
      showPart("output");
      showTab("verdict");
      void submit(editor.current?.text() ?? "");
    },
    hintsLeft: exercise.hints - openedHints,
    hintOpened: () => setOpenedHints((before) => before + 1),
    /** Typed before the page listened: counts unless this browser holds a newer draft. */
    typedEarly(text: string): void {
      if (keeper?.text() === shown) editor.current?.setText(text);
    },
    answers,
    answer(id: string, chosen: readonly string[]): void {
      const text = editor.current?.text() ?? "";
      editor.current?.setText(withAnswer(text, exercise.kind, id, chosen));
    },
    changed(text: string): void {
      keeper?.change(text);
      const now = answersIn(text);
      setAnswers((before) => (sameAnswers(before, now) ? before : now));
      editor.current?.mark(null);
    },
    goTo(offset: number): void {
      showPart("code");
      editor.current?.goTo(offset);
    },
    insert(name: string): void {
      showPart("code");
      editor.current?.insert(name);
    },
    useText(text: string): void {
      showPart("code");
      editor.current?.setText(text);
    },
    resetText(): void {
      editor.current?.setText(exercise.starter);
      void keeper?.reset();
    },
  };
}

type Answers = ReturnType<typeof answersIn>;

function sameAnswers(one: Answers, other: Answers): boolean {
  return JSON.stringify([...one]) === JSON.stringify([...other]);
}

/** Where the error of a report stands in the editor. */
function markOf(report: RunReport): EditorMark | null {
  if (report.kind === "explain-failed" && report.error.position !== null) {
    const at = report.error.position - 1;
    return shifted(markAt(report.sql, at, report.error.message), report.offset);
  }
  if (report.kind === "script" && report.outcome.kind === "failed") {
    const { error } = report.outcome;
    if (error.position === null) return null;
    return shifted(markAt(report.script, error.position - 1, error.message), report.offset);
  }
  if (report.kind === "call" && report.outcome.kind === "threw" && report.outcome.line !== null) {
    const { line, column, message } = report.outcome;
    return markAt(report.source, offsetOf(report.source, line, column ?? 1), message);
  }
  return null;
}

function shifted(mark: EditorMark, by: number): EditorMark {
  return { ...mark, start: mark.start + by, end: mark.end + by };
}
