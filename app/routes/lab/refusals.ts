import { refusal } from "../json-body.ts";

export const noSuchExercise = () => refusal(404, "There is no such exercise.");
export const tooLong = () =>
  refusal(413, "The text is longer than 100,000 characters. Nothing of it was stored.");
