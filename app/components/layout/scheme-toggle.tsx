import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { schemeCookieName, type Scheme } from "#app/platform/scheme.ts";

const next: Record<Scheme, Scheme> = { system: "light", light: "dark", dark: "system" };
const icon = { system: Monitor, light: Sun, dark: Moon };
const words: Record<Scheme, string> = {
  system: "Colours follow your device. Switch to light.",
  light: "Light colours. Switch to dark.",
  dark: "Dark colours. Switch to your device's setting.",
};

/** Cycles system → light → dark; remembered in a cookie so that the next page paints right at once. */
export function SchemeToggle({ scheme }: { scheme: Scheme }) {
  const [current, setCurrent] = useState(scheme);
  const Icon = icon[current];
  function choose() {
    const chosen = next[current];
    setCurrent(chosen);
    if (chosen === "system") delete document.documentElement.dataset.scheme;
    else document.documentElement.dataset.scheme = chosen;
    const age = chosen === "system" ? 0 : 31_536_000;
    document.cookie = `${schemeCookieName}=${chosen}; path=/; max-age=${age}; samesite=lax`;
  }
  return (
    <button
      type="button"
      onClick={choose}
      aria-label={words[current]}
      title={words[current]}
      className="grid size-8 cursor-pointer place-items-center rounded-md text-muted hover:bg-surface hover:text-ink"
    >
      <Icon className="size-4" aria-hidden="true" />
    </button>
  );
}
