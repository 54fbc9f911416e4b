import { useRef, useState } from "react";
import { Button } from "#app/components/ui/button.tsx";
import { useInBrowser } from "#app/components/ui/use-in-browser.ts";

/** A link that is shown once, to take away by one press, or by hand where that is not allowed. */
export function InvitationLink({ link }: { link: string }) {
  const text = useRef<HTMLElement>(null);
  const [said, setSaid] = useState("");
  // Without JavaScript a button that copies would do nothing.
  const listening = useInBrowser();
  async function copy() {
    setSaid("");
    try {
      await navigator.clipboard.writeText(link);
      setSaid("Copied");
    } catch {
      // No clipboard outside https, or the browser was told to refuse.
      if (text.current) getSelection()?.selectAllChildren(text.current);
      setSaid(
        "Your browser does not let this page copy. The link is selected: copy it from there.",
      );
    }
  }
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
      <code ref={text} className="select-all break-all">
        {link}
      </code>
      {listening && (
        <Button look="quiet" size="small" onClick={copy} aria-label="Copy the link">
          Copy
        </Button>
      )}
      <p role="status">{said}</p>
    </div>
  );
}
