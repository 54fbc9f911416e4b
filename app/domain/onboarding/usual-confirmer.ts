/** Who confirms a step of the path that names nobody, as the path speaks to the learner. */
export const usualConfirmer = "your instructor";
