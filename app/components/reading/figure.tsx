import type { FigureBlock } from "#app/domain/content/block.ts";

/** A drawing with its text alternative. On narrow screens it scrolls sideways instead of shrinking past legibility. */
export function Figure({ figure }: { figure: FigureBlock }) {
  return (
    <figure className="figure">
      <Drawing svg={figure.svg} alt={figure.alt} />
      {figure.caption !== null && (
        // oxlint-disable-next-line react/no-danger -- sanitised on the server
        <figcaption dangerouslySetInnerHTML={{ __html: figure.caption }} />
      )}
    </figure>
  );
}

export function Drawing({ svg, alt }: { svg: string; alt: string }) {
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so keyboards must reach it */}
      <div className="figure-scroll" tabIndex={0} role="group" aria-label="Figure">
        <div
          className="figure-art"
          role="img"
          aria-label={alt}
          // oxlint-disable-next-line react/no-danger -- only the drawing subset passes the content check
          dangerouslySetInnerHTML={{ __html: svg }}
        />
      </div>
      <p className="figure-sideways">Scroll the drawing sideways to see all of it.</p>
    </>
  );
}
