/** Code as it was written, with line numbers that are not part of what one copies. */
export function NumberedCode({ text, label }: { text: string; label: string }) {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  return (
    <pre
      role="region"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="max-h-[70dvh] overflow-auto rounded-md border border-line bg-code py-3 text-[0.8125rem]/[1.6]"
    >
      <code className="block w-max min-w-full [counter-reset:line]">
        {lines.map((line, index) => (
          <span
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            className="block pr-4 [counter-increment:line] before:sticky before:left-0 before:mr-4 before:inline-block before:border-r before:border-line before:bg-code before:min-w-12 before:px-3 before:text-right before:text-muted before:select-none before:content-[counter(line)]"
          >
            {line}
          </span>
        ))}
      </code>
    </pre>
  );
}
