import { useMatches } from "react-router";
import type { Scheme } from "#app/platform/scheme.ts";
import { SiteNav, type NavViewer } from "./site-nav.tsx";

type Props = { viewer: NavViewer | null; scheme: Scheme; children: React.ReactNode };

/** What a route may say about its frame through `handle`. */
export type FrameHandle = {
  /** "focus" hides the site navigation (an examination), "wide" drops the footer (the lab). */
  frame?: "focus" | "wide";
  /** Put into the head above the style sheets, from the data of the route's loader. */
  earlyHead?: (loaderData: unknown) => React.ReactNode;
};

/** What the page asks for at the top of the head: nothing, mostly. */
export function EarlyHead() {
  const match = useMatches().at(-1);
  if (match?.loaderData === undefined) return null;
  return (match.handle as FrameHandle | undefined)?.earlyHead?.(match.loaderData);
}

/** The frame of every page: skip link, navigation, main, footer. */
export function Shell({ viewer, scheme, children }: Props) {
  const frame = (useMatches().at(-1)?.handle as FrameHandle | undefined)?.frame;
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:left-4 focus:top-3 focus:z-50 focus:rounded-md focus:bg-raised focus:px-4 focus:py-2 focus:shadow"
      >
        Skip to the content
      </a>
      {frame !== "focus" && <SiteNav viewer={viewer} scheme={scheme} />}
      <main id="main" tabIndex={-1} className="flex grow flex-col outline-none">
        {children}
      </main>
      {frame === undefined && (
        <footer className="mt-24 border-t border-line print:hidden">
          <p className="mx-auto max-w-6xl px-5 py-8 text-sm text-muted">
            Planwise: training and certification for database optimisation.
          </p>
        </footer>
      )}
    </div>
  );
}
