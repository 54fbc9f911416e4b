import { Form, Link, NavLink } from "react-router";
import type { Scheme } from "#app/platform/scheme.ts";
import { SchemeToggle } from "./scheme-toggle.tsx";

export type NavViewer = { name: string; role: "learner" | "instructor" | "admin" };

type NavItem = { to: string; label: string; from: NavViewer["role"] };

const items: readonly NavItem[] = [
  { to: "/learn", label: "Learn", from: "learner" },
  { to: "/lab", label: "Practise", from: "learner" },
  { to: "/assess", label: "Assessments", from: "learner" },
  { to: "/standing", label: "Where I stand", from: "learner" },
  { to: "/teach", label: "Teach", from: "instructor" },
  { to: "/admin/people", label: "People", from: "admin" },
];

const rank = { learner: 1, instructor: 2, admin: 3 } as const;

/**
 * The site's navigation: quiet, one line. Narrow screens get as many lines as the entries need,
 * since what scrolls sideways is not found; there it also leaves with the page.
 */
export function SiteNav({ viewer, scheme }: { viewer: NavViewer | null; scheme: Scheme }) {
  const shown = viewer ? items.filter((item) => rank[viewer.role] >= rank[item.from]) : [];
  return (
    <header className="top-0 z-30 border-b border-line bg-paper/95 backdrop-blur lg:sticky print:hidden">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 px-5">
        <Link to="/" className="flex h-14 items-center gap-2 font-semibold tracking-tight">
          <Mark />
          Planwise
        </Link>
        {shown.length > 0 && (
          <nav
            aria-label="Main"
            className="order-last -mx-2.5 flex w-[calc(100%+1.25rem)] flex-wrap lg:order-none lg:mx-0 lg:w-auto lg:flex-nowrap lg:gap-1"
          >
            {shown.map((item) => (
              <NavLink
                key={item.to}
                to={item.to}
                className={({ isActive }) =>
                  `inline-flex items-center whitespace-nowrap border-b-2 px-2.5 py-2.5 text-sm lg:h-14 lg:py-0 lg:pt-0.5 ${
                    isActive
                      ? "border-accent text-ink"
                      : "border-transparent text-muted hover:text-ink"
                  }`
                }
              >
                {item.label}
              </NavLink>
            ))}
          </nav>
        )}
        <div className="ml-auto flex h-14 items-center gap-4 text-sm">
          <SchemeToggle scheme={scheme} />
          {viewer ? (
            <>
              <Link to="/account" className="max-w-40 truncate text-muted hover:text-ink">
                {viewer.name}
              </Link>
              <Form method="post" action="/sign-out">
                <button type="submit" className="cursor-pointer text-muted hover:text-ink">
                  Sign out
                </button>
              </Form>
            </>
          ) : (
            <Link to="/sign-in" className="font-medium text-accent">
              Sign in
            </Link>
          )}
        </div>
      </div>
    </header>
  );
}

/** The mark: a plan tree of three nodes. */
function Mark() {
  return (
    <svg viewBox="0 0 20 20" className="size-5 text-accent" aria-hidden="true">
      <path d="M10 5v4M10 9 5 13M10 9l5 4" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <circle cx="10" cy="4" r="2.4" fill="currentColor" />
      <circle cx="4.6" cy="15" r="2.4" fill="currentColor" />
      <circle cx="15.4" cy="15" r="2.4" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}
