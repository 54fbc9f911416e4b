/** Markdown of ours, already rendered and sanitised on the server. */
export function RichText({ html, className = "" }: { html: string; className?: string }) {
  // oxlint-disable-next-line react/no-danger
  return <div className={`rich-text ${className}`} dangerouslySetInnerHTML={{ __html: html }} />;
}
