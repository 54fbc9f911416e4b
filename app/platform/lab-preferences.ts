/** How a person likes their lab. Kept in a cookie, so that the server draws the panes where they were. */
export type LabPreferences = {
  /** Percent of the width that the task takes. */
  task: number;
  /** Percent of the height that the editor takes. */
  editor: number;
  /** Tab moves the focus on instead of indenting. */
  tabMovesFocus: boolean;
};

export const labDefaults: LabPreferences = { task: 34, editor: 52, tabMovesFocus: false };

const cookieName = "planwise-lab";

export function readLabPreferences(cookieHeader: string | null): LabPreferences {
  const value = /(?:^|;\s*)planwise-lab=([\d.]+)_([\d.]+)_([01])(?:;|$)/.exec(cookieHeader ?? "");
  if (!value) return labDefaults;
  return {
    task: percent(value[1], 15),
    editor: percent(value[2], 10),
    tabMovesFocus: value[3] === "1",
  };
}

/** The value for document.cookie. */
export function labPreferencesCookie({ task, editor, tabMovesFocus }: LabPreferences): string {
  const value = `${task.toFixed(1)}_${editor.toFixed(1)}_${tabMovesFocus ? 1 : 0}`;
  return `${cookieName}=${value}; path=/lab; max-age=31536000; samesite=lax`;
}

/** Between `least` and 100 - `least`; the middle when the text is no number. */
function percent(text: string | undefined, least: number): number {
  return Math.min(100 - least, Math.max(least, Number(text) || 50));
}
