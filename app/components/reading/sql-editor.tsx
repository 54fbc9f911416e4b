import { useEffect, useState } from "react";
import type { SqlBlock } from "#app/domain/content/block.ts";
import type { ScriptOutcome } from "#app/domain/exercise/ports.ts";
import type { Painted } from "#app/domain/content/paint-sql.ts";

type Painter = (text: string, position: number | null) => Painted[];

type Props = {
  text: string;
  original: SqlBlock;
  /** The failed run, whose error is underlined while the text is still the one that ran. */
  error: { outcome: ScriptOutcome; text: string } | null;
  onChange(text: string): void;
};

/**
 * A plain textarea over its own coloured copy. The copy comes from the server until the text
 * changes; the few lines that colour it afterwards load with the first change.
 */
export function SqlEditor({ text, original, error, onChange }: Props) {
  const position =
    error?.outcome.kind === "failed" && error.text === text ? error.outcome.error.position : null;
  const pristine = text === original.code && position === null;
  const painted = usePainted(text, position, pristine);
  return (
    <div className="sql-editor">
      <div className="sql-sheet">
        <pre className="code" aria-hidden="true">
          {pristine ? (
            // oxlint-disable-next-line react/no-danger -- highlighted on the server
            <code dangerouslySetInnerHTML={{ __html: original.html }} />
          ) : (
            <code>
              {painted.map(({ at, text, kinds }) => (
                <span key={at} className={kinds.map((kind) => `tk-${kind}`).join(" ")}>
                  {text}
                </span>
              ))}
            </code>
          )}
        </pre>
        <textarea
          rows={1}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          aria-label={`SQL of live query ${original.number}. Control and Enter runs it.`}
          aria-invalid={position !== null || undefined}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          wrap="off"
        />
      </div>
    </div>
  );
}

function usePainted(text: string, position: number | null, pristine: boolean): Painted[] {
  const [paint, setPaint] = useState<Painter>();
  useEffect(() => {
    if (!pristine && !paint) {
      void import("#app/domain/content/paint-sql.ts").then(({ paintSql }) =>
        setPaint(() => paintSql),
      );
    }
  }, [pristine, paint]);
  if (pristine) return [];
  return paint?.(text, position) ?? [{ at: 0, text, kinds: [] }];
}
