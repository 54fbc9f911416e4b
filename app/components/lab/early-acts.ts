import { useEffect, useLayoutEffect, useRef } from "react";

type EarlyActs = {
  /** The last click on a button of the toolbar, and the button. */
  press: { button: HTMLElement; event: Event } | null;
  /** What was typed into the text area. */
  typed: string | null;
  stop(): void;
};

/**
 * Keeps what somebody does in the lab before React listens: the button of the toolbar pressed last
 * and what was typed. Not Submit: this browser may know a newer draft than the one shown. Runs as an
 * inline script, so it is plain JavaScript in a text.
 */
export const keepEarlyActs = `{
  const acts = { press: null, typed: null, stop() {
    removeEventListener("click", onClick, true);
    removeEventListener("input", onInput, true);
  } };
  const onClick = (event) => {
    const button = event.target.closest?.(".lab-toolbar button:not(.lab-submit)");
    if (!button) return;
    acts.press?.button.removeAttribute("data-pressed");
    button.setAttribute("data-pressed", "");
    acts.press = { button, event };
  };
  const onInput = ({ target }) => {
    if (target.matches?.(".lab-textarea")) acts.typed = target.value;
  };
  addEventListener("click", onClick, true);
  addEventListener("input", onInput, true);
  globalThis.planwiseEarlyActs = acts;
}`;

/**
 * Does what was done in vain: `onTyped` hears of the text, and a press is pressed again once the page
 * is ready and shows the newest text.
 */
export function useEarlyActs(ready: boolean, onTyped: (text: string) => void): void {
  const acts = useRef<EarlyActs>(null);
  useLayoutEffect(() => {
    const page = globalThis as { planwiseEarlyActs?: EarlyActs };
    acts.current = page.planwiseEarlyActs ?? null;
    acts.current?.stop();
    delete page.planwiseEarlyActs;
  }, []);
  useEffect(() => {
    if (!ready || acts.current === null) return;
    const { press, typed } = acts.current;
    acts.current = null;
    if (typed !== null) onTyped(typed);
    press?.button.removeAttribute("data-pressed");
    // A click that is still under way reaches React by itself.
    if (press?.event.eventPhase === Event.NONE) press.button.click();
  });
}
