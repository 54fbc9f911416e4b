import { data, redirect, type MiddlewareFunction, type RouterContextProvider } from "react-router";
import { servicesContext, viewerContext, type Viewer } from "./context.server.ts";
import { routeTable, type Access } from "./table.ts";

const rank: Record<Access, number> = { anyone: 0, learner: 1, instructor: 2, admin: 3 };

const entries = new Map(routeTable.map((entry) => [entry.path, entry]));

/** The role a route needs. "*" ends in 404 for everybody; a route that is not in the table is closed. */
function accessFor(path: string): Access {
  return path === "*" ? "anyone" : (entries.get(path)?.access ?? "admin");
}

/**
 * Runs before every loader and action: refuses cross-site writes, finds out who is asking and
 * holds the route's role against them. A page of somebody else's is not handled here: the data
 * modules look rows up by owner and answer 404.
 */
export const guard: MiddlewareFunction<Response> = async (
  { request, url, pattern, context },
  next,
) => {
  const reads = request.method === "GET" || request.method === "HEAD";
  if (!reads) refuseCrossSite(request, url);
  const viewer = await context.get(servicesContext).findViewer(request.headers);
  context.set(viewerContext, viewer);
  const path = pattern.replace(/^\//, "");
  const needed = accessFor(path);
  if (needed === "anyone" || (viewer && rank[viewer.role] >= rank[needed])) {
    refuseMethod(path, reads);
    return next();
  }
  if (viewer) throw data({ reason: "role", needed }, { status: 403 });
  if (!reads) throw data({ reason: "signed-out" }, { status: 401 });
  const to = url.pathname + url.search;
  throw redirect(to === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(to)}`);
};

/** The signed-in person; use in routes whose access is not "anyone". */
export function requireViewer(context: Readonly<RouterContextProvider>): Viewer {
  const viewer = context.get(viewerContext);
  if (!viewer) throw data({ reason: "signed-out" }, { status: 401 });
  return viewer;
}

// Before the router does: what it refuses itself it writes to the log as a failure of ours.
function refuseMethod(path: string, reads: boolean): void {
  const action = entries.get(path)?.action;
  if (reads && action === "only")
    throw data({ reason: "There is nothing to read here." }, { status: 405 });
  if (reads || action !== undefined) return;
  if (path === "*") throw data(null, { status: 404 });
  throw data({ reason: "This page takes nothing." }, { status: 405 });
}

function refuseCrossSite(request: Request, url: URL): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const sameOrigin =
    origin !== null &&
    origin !== "null" &&
    URL.canParse(origin) &&
    new URL(origin).host === url.host;
  if (sameOrigin || (origin === null && (site === "same-origin" || site === "none"))) return;
  throw data({ reason: "cross-site" }, { status: 403 });
}
