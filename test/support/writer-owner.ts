/** The learner whose answers test/support/answer-writer.ts saves. */
export const WRITER_OWNER = "writer";
