import type { TocEntry } from "#app/domain/content/block.ts";

type Props = { entries: readonly TocEntry[]; current: string | null; label: string };

export function TableOfContents({ entries, current, label }: Props) {
  return (
    <nav aria-label={label}>
      <ul className="toc">
        {entries.map(({ id, text, depth }) => (
          <li key={id} data-depth={depth}>
            <a href={`#${id}`} aria-current={id === current ? "location" : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
