/** How the tests and the benchmark start Chromium. */
export const BROWSER_ARGUMENTS: string[];
/** What the end-to-end tests need, in a sentence that says how to get it. */
export const NO_BROWSER: string;
/** The path of a browser that starts, installed first where that is allowed, or null. */
export function findBrowser(): string | null;
/** The path of a browser that is here and starts, or null; installs nothing. */
export function findInstalledBrowser(): string | null;
