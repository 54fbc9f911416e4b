const named: Record<string, string> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** The words of sanitised HTML of ours on one line, for places that take no markup. */
export function plainText(html: string, maxLength = Infinity): string {
  const text = html
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
      hex || decimal
        ? String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal))
        : (named[String(name).toLowerCase()] ?? whole),
    )
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ([.,;:!?)])/g, "$1")
    .trim();
  return text.length > maxLength ? `${text.slice(0, maxLength - 1).trimEnd()}…` : text;
}
