import type { PublicLearners } from "#app/services/views/view-learners.ts";

type Query = PublicLearners["query"];

const defaults: Query = { q: "", state: "", sort: "name", dir: "asc" };

/** The search part of an address that shows this filter and order; empty for the plain table. */
export function searchFor(query: Query): string {
  const names = Object.keys(defaults) as (keyof Query)[];
  const changed = names.filter((name) => query[name] !== defaults[name]);
  const search = new URLSearchParams(changed.map((name) => [name, query[name]]));
  return changed.length > 0 ? `?${search}` : "";
}
