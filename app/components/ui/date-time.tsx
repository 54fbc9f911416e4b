import { useInBrowser } from "./use-in-browser.ts";

type Props = {
  iso: string;
  /** The day alone. */
  day?: boolean;
  /** To the second, for records. */
  seconds?: boolean;
};

/**
 * A moment with its time zone. The server writes UTC; once the page runs, the reader's own zone
 * is used, so that nobody has to convert a deadline in their head.
 */
export function DateTime({ iso, day = false, seconds = false }: Props) {
  const inBrowser = useInBrowser();
  const text = new Date(iso).toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    ...(day ? {} : { hour: "2-digit", minute: "2-digit", timeZoneName: "short" }),
    ...(seconds ? { second: "2-digit" } : {}),
    ...(inBrowser ? {} : { timeZone: "UTC" }),
  });
  return (
    <time dateTime={iso} className="whitespace-nowrap">
      {text}
    </time>
  );
}
