/**
 * Text that PostgreSQL can keep: no NUL and no half of a surrogate pair. Both reach us from broken
 * clients and hostile ones; stored as they are they would end in an error of the database.
 */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** The same text with U+FFFD in place of what cannot be kept. */
export function toStorable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}
