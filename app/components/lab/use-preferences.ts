import { useState } from "react";
import { labPreferencesCookie, type LabPreferences } from "#app/platform/lab-preferences.ts";

/** The person's lab settings; each change is remembered at once. */
export function usePreferences(initial: LabPreferences) {
  const [preferences, setPreferences] = useState(initial);
  function change(part: Partial<LabPreferences>): void {
    setPreferences((before) => {
      const after = { ...before, ...part };
      document.cookie = labPreferencesCookie(after);
      return after;
    });
  }
  return [preferences, change] as const;
}
