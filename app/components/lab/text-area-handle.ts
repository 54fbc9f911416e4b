import type { EditorHandle } from "./editor-handle.ts";

/** The plain text area as an editor: what is there before monaco, or instead of it. */
export function textAreaHandle(area: HTMLTextAreaElement): EditorHandle {
  return {
    text: () => area.value,
    selection: () => ({ start: area.selectionStart, end: area.selectionEnd }),
    setText(text) {
      area.value = text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    insert(text) {
      area.focus();
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    mark(mark) {
      area.setAttribute("aria-invalid", String(mark !== null));
    },
    goTo(offset) {
      area.focus();
      area.setSelectionRange(offset, offset);
    },
    focus: () => area.focus(),
  };
}
