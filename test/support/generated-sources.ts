import { generateGuest } from "#scripts/generate-guest.ts";

/** Brings generated sources up to date, so that tests run on a fresh clone and after every edit. */
export default async function setup(): Promise<void> {
  await generateGuest();
}
