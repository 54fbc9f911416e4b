/** The colour scheme a reader chose; "system" follows the device. Kept in a cookie so that the first paint is right. */
export type Scheme = "system" | "light" | "dark";

export const schemeCookieName = "planwise-scheme";

export function schemeCookie(cookieHeader: string | null): Scheme {
  const value = cookieHeader?.match(/(?:^|;\s*)planwise-scheme=(light|dark)(?:;|$)/)?.[1];
  return value === "light" || value === "dark" ? value : "system";
}
