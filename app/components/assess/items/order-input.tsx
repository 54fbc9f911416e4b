import { ArrowDown, ArrowUp } from "lucide-react";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { RichText } from "#app/components/ui/rich-text.tsx";
import type { ItemInputProps } from "./item-input.tsx";

/** Items moved into order with buttons: works alike by mouse, touch and keyboard. */
export function OrderInput({ question, given, onAnswer }: ItemInputProps<"ordering">) {
  const list = useRef<HTMLOListElement>(null);
  const order = given?.kind === "order" ? given.items : question.items.map((item) => item.id);
  function move(from: number, by: -1 | 1) {
    const items = [...order];
    const [moved] = items.splice(from, 1);
    if (moved === undefined) return;
    items.splice(from + by, 0, moved);
    flushSync(() => onAnswer({ kind: "order", items }));
    // Keep the keyboard on the item that moved.
    list.current
      ?.querySelector<HTMLButtonElement>(
        `[data-item="${CSS.escape(moved)}"][data-by="${by}"]:enabled`,
      )
      ?.focus();
  }
  return (
    <div>
      <p className="mb-3 text-sm text-muted">
        Put the steps into order, first on top.
        {given?.kind !== "order" &&
          " Not answered yet: the order below is random. Move a step, or confirm it."}
      </p>
      <ol ref={list} className="flex flex-col gap-2">
        {order.map((id, index) => {
          const item = question.items.find((one) => one.id === id);
          return (
            <li
              key={id}
              className="flex items-center gap-3 rounded-md border border-line bg-raised py-2 pl-4 pr-2"
            >
              <span className="w-5 shrink-0 text-sm tabular-nums text-muted">{index + 1}</span>
              <RichText html={item?.html ?? ""} className="min-w-0 grow" />
              <MoveButton
                id={id}
                by={-1}
                disabled={index === 0}
                label={`Move step ${index + 1} up`}
                onMove={() => move(index, -1)}
              />
              <MoveButton
                id={id}
                by={1}
                disabled={index === order.length - 1}
                label={`Move step ${index + 1} down`}
                onMove={() => move(index, 1)}
              />
            </li>
          );
        })}
      </ol>
      {given?.kind !== "order" && (
        <button
          type="button"
          className="mt-3 cursor-pointer text-sm text-accent underline underline-offset-4"
          onClick={() => onAnswer({ kind: "order", items: [...order] })}
        >
          This order is my answer
        </button>
      )}
    </div>
  );
}

type MoveProps = { id: string; by: -1 | 1; disabled: boolean; label: string; onMove(): void };

function MoveButton({ id, by, disabled, label, onMove }: MoveProps) {
  const Icon = by === -1 ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      data-item={id}
      data-by={by}
      disabled={disabled}
      aria-label={label}
      onClick={onMove}
      className="grid size-9 shrink-0 cursor-pointer place-items-center rounded-md text-muted hover:bg-surface hover:text-ink disabled:cursor-default disabled:opacity-30"
    >
      <Icon className="size-4" aria-hidden="true" />
    </button>
  );
}
