import { z } from "zod";

/** The one rule for passwords: long enough, nothing about kinds of characters. */
export const password = z
  .string()
  .min(10, "Use at least 10 characters; a short sentence works well.")
  .max(128, "Use at most 128 characters.");
