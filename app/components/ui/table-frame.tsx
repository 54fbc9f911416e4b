type Props = { label: string; children: React.ReactNode };

/** A table that scrolls inside itself when the page is narrow; reachable by keyboard for that. */
export function TableFrame({ label, children }: Props) {
  return (
    <div
      role="region"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="relative -mx-5 overflow-x-auto px-5 sm:mx-0 sm:px-0"
    >
      <table className="w-full border-collapse text-left text-sm">{children}</table>
    </div>
  );
}

const headings = { left: "text-left", right: "text-right" };

export function HeadCell({
  children,
  align = "left",
}: {
  children: React.ReactNode;
  align?: keyof typeof headings;
}) {
  return (
    <th
      scope="col"
      className={`whitespace-nowrap border-b border-line-strong py-2 pr-6 align-bottom font-medium text-muted last:pr-0 ${headings[align]}`}
    >
      {children}
    </th>
  );
}
