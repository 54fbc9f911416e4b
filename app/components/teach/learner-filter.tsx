import { Download } from "lucide-react";
import { Form, Link } from "react-router";
import { Button } from "#app/components/ui/button.tsx";
import type { PublicLearners } from "#app/services/views/view-learners.ts";
import { searchFor } from "./learner-address.ts";

type Props = { query: PublicLearners["query"]; shown: number; total: number };

const control = "h-9 rounded-md border border-line-strong bg-raised px-3 text-sm";

/** Name and state to look for; works without JavaScript. The file takes the same filter. */
export function LearnerFilter({ query, shown, total }: Props) {
  const filtered = query.q !== "" || query.state !== "";
  return (
    <div className="mb-5 flex flex-wrap items-end gap-x-4 gap-y-3">
      <Form method="get" role="search" className="flex flex-wrap items-end gap-x-3 gap-y-3">
        <label className="flex flex-col gap-1 text-sm text-muted">
          Name or e-mail address
          <input
            key={query.q}
            type="search"
            name="q"
            defaultValue={query.q}
            maxLength={200}
            className={`${control} w-64 max-w-full text-ink`}
          />
        </label>
        <label className="flex flex-col gap-1 text-sm text-muted">
          Show
          <select
            key={query.state}
            name="state"
            defaultValue={query.state}
            className={`${control} text-ink`}
          >
            <option value="">All learners</option>
            <option value="stuck">Stuck this week</option>
            <option value="not-started">Not started</option>
            <option value="ready">Ready for DOC</option>
            <option value="closed">Closed accounts</option>
          </select>
        </label>
        {query.sort !== "name" && <input type="hidden" name="sort" value={query.sort} />}
        {query.dir !== "asc" && <input type="hidden" name="dir" value={query.dir} />}
        <Button type="submit" look="quiet" className="h-9! px-4 text-sm">
          Show
        </Button>
        {filtered && (
          <Link
            to={`/teach${searchFor({ ...query, q: "", state: "" })}`}
            className="pb-2 text-sm text-accent underline underline-offset-4"
          >
            Show all
          </Link>
        )}
      </Form>
      <p className="flex grow items-center justify-between gap-5 pb-2 text-sm text-muted sm:justify-end">
        <span role="status">
          {query.state === "closed"
            ? `${shown} closed`
            : filtered
              ? `${shown} of ${total} learners`
              : `${total} ${total === 1 ? "learner" : "learners"}`}
        </span>
        <a
          href={`/teach/learners.csv${searchFor(query)}`}
          download
          className="inline-flex items-center gap-1.5 text-accent underline underline-offset-4"
        >
          <Download className="size-4" aria-hidden="true" />
          CSV
        </a>
      </p>
    </div>
  );
}
