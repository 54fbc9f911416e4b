import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import type { SchemaTable } from "#app/domain/exercise/schema.ts";
import type { EditorEvents, EditorHandle } from "./editor-handle.ts";
import type { MonacoEditor } from "./monaco/create-editor.ts";
import { textAreaHandle } from "./text-area-handle.ts";

type Props = {
  /** Told which editor is there, text area or monaco; must not change from render to render. */
  onHandle(handle: EditorHandle): void;
  initialText: string;
  language: "sql" | "typescript";
  label: string;
  tabMovesFocus: boolean;
  /** Nothing more urgent than monaco is under way. Whoever begins to write gets it at once. */
  mayGrow: boolean;
  tables: readonly SchemaTable[];
  events: EditorEvents;
};

/**
 * A text area that works at once, replaced by monaco when that has loaded: text, caret, scrolling
 * and focus are carried over. If monaco does not come, the text area stays. Monaco keeps the page
 * busy for a second, so it comes after the engine.
 */
export function CodeEditor(props: Props) {
  const { onHandle, label } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const monaco = useRef<MonacoEditor>(null);
  const latest = useRef(props);
  const takesFocus = useRef(false);
  const [ready, setReady] = useState(false);
  const [wanted, want] = useState(false);
  if (props.mayGrow && !wanted) want(true);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (area.current) onHandle(textAreaHandle(area.current));
    // Typed into or chosen before React listened.
    if (document.activeElement === area.current) want(true);
  }, [onHandle]);

  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    async function upgrade(): Promise<void> {
      const { createEditor } = await import("./monaco/create-editor.ts");
      if (gone || !area.current || !host.current) return;
      takesFocus.current = document.activeElement === area.current;
      const made = createEditor(host.current, {
        language: latest.current.language,
        label: latest.current.label,
        tabMovesFocus: latest.current.tabMovesFocus,
        text: area.current.value,
        selection: { start: area.current.selectionStart, end: area.current.selectionEnd },
        scrollTop: area.current.scrollTop,
        tables: () => latest.current.tables,
        events: {
          onChange: (text) => latest.current.events.onChange(text),
          onRun: () => latest.current.events.onRun(),
          onSubmit: () => latest.current.events.onSubmit(),
          onTabMode: (on) => latest.current.events.onTabMode(on),
        },
      });
      monaco.current = made;
      onHandle(made);
      setReady(true);
    }
    // Without monaco the text area goes on working: a lost network must not lose the page.
    upgrade().catch(() => {});
    return () => {
      gone = true;
      monaco.current?.dispose();
      monaco.current = null;
    };
  }, [onHandle, wanted]);

  // Only what is shown can have the focus.
  useLayoutEffect(() => {
    if (ready && takesFocus.current) monaco.current?.focus();
  }, [ready]);

  useEffect(() => monaco.current?.setTabMovesFocus(props.tabMovesFocus), [props.tabMovesFocus]);

  return (
    <div className="lab-editor" data-ready={ready || undefined}>
      <div ref={host} className="lab-monaco" hidden={!ready} />
      <textarea
        ref={area}
        hidden={ready}
        aria-label={label}
        className="lab-textarea"
        defaultValue={props.initialText}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        onFocus={() => want(true)}
        onInput={(event) => props.events.onChange(event.currentTarget.value)}
        onKeyDown={(event) => onShortcut(event, props.events)}
      />
    </div>
  );
}

function onShortcut(event: KeyboardEvent, events: EditorEvents): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  if (event.shiftKey) events.onSubmit();
  else events.onRun();
}
