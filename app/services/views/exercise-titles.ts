/** The part of the exercise shelf that reading pages need. */
export type ExerciseTitles = { find(slug: string): { title: string } | undefined | null };
