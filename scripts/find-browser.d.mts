export const NO_BROWSER: string;
/** The path of a browser that starts, or null. */
export function findBrowser(): string | null;
