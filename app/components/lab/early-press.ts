import { useEffect, useLayoutEffect, useRef } from "react";

type EarlyPress = { button: HTMLElement | null; stop(): void };

/**
 * Keeps the button of the toolbar that was pressed last before React listened. Not Submit: this
 * browser may know a newer draft than the one shown. Runs as an inline script, so it is plain
 * JavaScript in a text.
 */
export const keepEarlyPress = `{
  const press = { button: null, stop: () => removeEventListener("click", keep, true) };
  const keep = ({ target }) => {
    const button = target.closest?.(".lab-toolbar button:not(.lab-submit)");
    if (!button) return;
    press.button?.removeAttribute("data-pressed");
    button.setAttribute("data-pressed", "");
    press.button = button;
  };
  addEventListener("click", keep, true);
  globalThis.planwiseEarlyPress = press;
}`;

/** Presses again what was pressed in vain, as soon as the page listens. */
export function useEarlyPress(): void {
  const pressed = useRef<HTMLElement>(null);
  // Before any event can reach React: no press counts twice.
  useLayoutEffect(() => {
    const page = globalThis as { planwiseEarlyPress?: EarlyPress };
    page.planwiseEarlyPress?.stop();
    pressed.current = page.planwiseEarlyPress?.button ?? null;
    delete page.planwiseEarlyPress;
  }, []);
  // When the effects of the editor have said which text there is.
  useEffect(() => {
    pressed.current?.removeAttribute("data-pressed");
    pressed.current?.click();
    pressed.current = null;
  }, []);
}
