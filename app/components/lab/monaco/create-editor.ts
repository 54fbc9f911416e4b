import "./features.ts";
import { editor, KeyCode, KeyMod, languages, MarkerSeverity, Range } from "monaco-editor/editor";
// oxlint-disable-next-line import/default -- Vite makes the constructor
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import type { SchemaTable } from "#app/domain/exercise/schema.ts";
import type { EditorEvents, EditorHandle } from "../editor-handle.ts";
import { schemaCompletion } from "./completion.ts";
import { registerSql, sqlLanguage } from "./sql-language.ts";
import { followScheme } from "./theme.ts";

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };

export type MonacoOptions = {
  language: "sql" | "typescript";
  label: string;
  tabMovesFocus: boolean;
  /** What the text area before it held. */
  text: string;
  selection: { start: number; end: number };
  scrollTop: number;
  events: EditorEvents;
  /** Names to complete; asked each time. */
  tables(): readonly SchemaTable[];
};

export type MonacoEditor = EditorHandle & {
  setTabMovesFocus(on: boolean): void;
  dispose(): void;
};

const owner = "planwise";
const isMac = navigator.platform.startsWith("Mac");

/** Builds the editor in `host`. Returns its handle and what takes it down again. */
export function createEditor(host: HTMLElement, options: MonacoOptions): MonacoEditor {
  const stopTheme = followScheme();
  registerSql();
  const language = options.language === "sql" ? sqlLanguage : "typescript";
  const model = editor.createModel(options.text, language);
  model.updateOptions({
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  const instance = editor.create(host, {
    model,
    theme: "planwise",
    ariaLabel: options.label,
    automaticLayout: true,
    fontFamily: getComputedStyle(host).getPropertyValue("--font-code"),
    fontLigatures: false,
    fontSize: 14,
    lineHeight: 22,
    lineNumbersMinChars: 3,
    guides: { indentation: false },
    bracketPairColorization: { enabled: false },
    minimap: { enabled: false },
    padding: { top: 10, bottom: 10 },
    scrollBeyondLastLine: false,
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    renderLineHighlight: "line",
    tabFocusMode: options.tabMovesFocus,
    tabSize: 2,
    wordBasedSuggestions: "off",
    quickSuggestions: { other: true, comments: false, strings: false },
    scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 10 },
    fixedOverflowWidgets: true,
    contextmenu: false,
    stickyScroll: { enabled: false },
    unicodeHighlight: { ambiguousCharacters: false },
    wordWrap: "on",
  });
  const { events } = options;
  model.onDidChangeContent(() => events.onChange(model.getValue()));
  instance.addAction({
    id: "planwise.run",
    label: "Run",
    keybindings: [KeyMod.CtrlCmd | KeyCode.Enter],
    run: () => events.onRun(),
  });
  instance.addAction({
    id: "planwise.submit",
    label: "Submit",
    keybindings: [KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.Enter],
    run: () => events.onSubmit(),
  });
  // Monaco's own action is global to the page and cannot be read back.
  instance.addAction({
    id: "planwise.tab-mode",
    label: "Tab moves focus, or indents",
    keybindings: [
      isMac ? KeyMod.WinCtrl | KeyMod.Shift | KeyCode.KeyM : KeyMod.CtrlCmd | KeyCode.KeyM,
    ],
    run: () => events.onTabMode(!instance.getOption(editor.EditorOption.tabFocusMode)),
  });
  const completion = languages.registerCompletionItemProvider(
    language,
    schemaCompletion(model, options.tables),
  );
  const handle = handleOf(instance, model);
  handle.select(options.selection);
  instance.setScrollTop(options.scrollTop);
  return {
    ...handle,
    setTabMovesFocus: (on) => instance.updateOptions({ tabFocusMode: on }),
    dispose() {
      completion.dispose();
      stopTheme();
      instance.dispose();
      model.dispose();
    },
  };
}

function handleOf(instance: editor.IStandaloneCodeEditor, model: editor.ITextModel) {
  const rangeOf = (start: number, end: number) =>
    Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
  return {
    text: () => model.getValue(),
    selection() {
      const selected = instance.getSelection();
      if (!selected) return { start: 0, end: 0 };
      return {
        start: model.getOffsetAt(selected.getStartPosition()),
        end: model.getOffsetAt(selected.getEndPosition()),
      };
    },
    select: ({ start, end }: { start: number; end: number }) =>
      instance.setSelection(rangeOf(start, end)),
    setText(text: string) {
      const whole = { range: model.getFullModelRange(), text };
      instance.pushUndoStop();
      instance.executeEdits(owner, [whole]);
      instance.pushUndoStop();
    },
    insert(text: string) {
      const range = instance.getSelection();
      if (range) instance.executeEdits(owner, [{ range, text, forceMoveMarkers: true }]);
      instance.focus();
    },
    mark(mark: Parameters<EditorHandle["mark"]>[0]) {
      const markers = mark
        ? [
            {
              ...asMarkerRange(rangeOf(mark.start, mark.end)),
              message: mark.message,
              severity: MarkerSeverity.Error,
            },
          ]
        : [];
      editor.setModelMarkers(model, owner, markers);
    },
    goTo(offset: number) {
      const position = model.getPositionAt(offset);
      instance.setPosition(position);
      instance.revealPositionInCenterIfOutsideViewport(position);
      instance.focus();
    },
    focus: () => instance.focus(),
  };
}

function asMarkerRange({ startLineNumber, startColumn, endLineNumber, endColumn }: Range) {
  return { startLineNumber, startColumn, endLineNumber, endColumn };
}
