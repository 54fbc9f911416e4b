/* oxlint-disable react/no-array-index-key -- parts of one fixed line */
/** One line of front matter; the only mark it knows is `code`. */
export function PlainText({ text }: { text: string }) {
  // Parts alternate between plain and code, so their place is their identity.
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
