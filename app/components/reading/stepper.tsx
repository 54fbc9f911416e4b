import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { StepperBlock } from "#app/domain/content/block.ts";
import { Drawing } from "./figure.tsx";

/**
 * A drawing walked through step by step. Before its script runs CSS shows the first step; without
 * script and in print the last step stands with every caption.
 */
export function Stepper({ stepper }: { stepper: StepperBlock }) {
  const { captions } = stepper;
  const [step, setStep] = useState(1);
  const [live, setLive] = useState(false);
  const frame = useRef<HTMLElement>(null);

  useEffect(() => {
    const parts = [...(frame.current?.querySelectorAll("[data-from], [data-to]") ?? [])];
    for (const part of parts) part.toggleAttribute("data-off", !isShown(part, step));
    bringIntoView(parts.filter((part) => Number(part.getAttribute("data-from")) === step));
    setLive(true);
  }, [step]);

  function go(to: number) {
    setStep(Math.min(captions.length, Math.max(1, to)));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { ArrowRight: step + 1, ArrowLeft: step - 1, Home: 1, End: captions.length }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  }

  return (
    <figure className="figure stepper" ref={frame} data-live={live || undefined}>
      <Drawing svg={stepper.svg} alt={stepper.alt} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys for the buttons inside */}
      <div className="stepper-bar" role="group" aria-label="Steps" onKeyDown={onKeyDown}>
        {/* Not `disabled`: that would take the focus away, and the arrow keys with it. */}
        <button type="button" aria-disabled={step === 1} onClick={() => go(step - 1)}>
          Back
        </button>
        <button type="button" aria-disabled={step === captions.length} onClick={() => go(step + 1)}>
          Next
        </button>
        <span className="stepper-count">
          Step {step} of {captions.length}
        </span>
      </div>
      <figcaption aria-live="polite">
        <ol className="stepper-captions">
          {captions.map((caption, index) => (
            <li
              key={caption}
              data-current={index + 1 === step || undefined}
              // oxlint-disable-next-line react/no-danger -- sanitised on the server
              dangerouslySetInnerHTML={{ __html: caption }}
            />
          ))}
        </ol>
      </figcaption>
    </figure>
  );
}

function isShown(part: Element, step: number): boolean {
  const from = Number(part.getAttribute("data-from") ?? 1);
  const to = Number(part.getAttribute("data-to") ?? Infinity);
  return step >= from && step <= to;
}

/** Where the drawing is wider than the screen: scrolls it, and never the page, to what a step adds. */
function bringIntoView(parts: readonly Element[]): void {
  const scroller = parts[0]?.closest(".figure-scroll");
  if (!scroller || scroller.scrollWidth <= scroller.clientWidth) return;
  const view = scroller.getBoundingClientRect();
  const boxes = parts.map((part) => part.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right));
  if (left >= view.left && right <= view.right) return;
  // Centred; of what is wider than the screen the beginning.
  const margin = Math.max(0, (view.width - (right - left)) / 2);
  scroller.scrollTo({ left: scroller.scrollLeft + left - view.left - margin });
}
