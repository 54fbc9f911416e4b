import { useEffect, useState } from "react";

/**
 * The heading the reader is at, and a note of it to the server: when the page is left or hidden,
 * and after a pause. Sent as a beacon, so that leaving never waits.
 */
export function useReadingPlace(address: string, ids: readonly string[]): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  const list = ids.join(" ");

  useEffect(() => {
    const headings = list
      .split(" ")
      .map((id) => document.getElementById(id))
      .filter((heading) => heading !== null);
    let place: string | null = null;
    let told: string | null = null;
    let pause: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      if (told === (place ?? "")) return;
      told = place ?? "";
      navigator.sendBeacon(address, new URLSearchParams({ at: told }));
    };
    const look = () => {
      const line = window.innerHeight * 0.3;
      place = headings.findLast((one) => one.getBoundingClientRect().top < line)?.id ?? null;
      setCurrent(place);
      clearTimeout(pause);
      pause = setTimeout(tell, 3_000);
    };
    const onHide = () => {
      if (document.visibilityState === "hidden" && place !== null) tell();
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    document.addEventListener("visibilitychange", onHide);
    return () => {
      clearTimeout(pause);
      window.removeEventListener("scroll", look);
      document.removeEventListener("visibilitychange", onHide);
      // Whoever leaves before the pause and without scrolling has not begun.
      if (place !== null) tell();
    };
  }, [address, list]);

  return current;
}
