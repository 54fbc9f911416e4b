/**
 * The body of a lesson as data: what Markdown became. Rendered on the server; every value is
 * JSON, so the tree can be hashed, stored and sent. `html` is always sanitised.
 */
export type Block =
  | { type: "html"; html: string }
  | SqlBlock
  | QuizBlock
  | FigureBlock
  | StepperBlock
  | CalloutBlock;

export type SqlBlock = {
  type: "sql";
  /** Unique in the lesson; other blocks name it in `needs`. */
  id: string;
  code: string;
  /** Highlighted markup of `code`. */
  html: string;
  /** Blocks replayed first in the same session, in order, each one's own needs included. */
  setup: ReadonlyArray<{ id: string; code: string }>;
};

export type QuizOption = { id: string; html: string; correct: boolean; why: string };

export type QuizBlock = {
  type: "quiz";
  id: string;
  /** `multiple` when more than one option is right. */
  kind: "single" | "multiple";
  stem: string;
  options: readonly QuizOption[];
};

export type FigureBlock = { type: "figure"; svg: string; alt: string; caption: string | null };

export type StepperBlock = {
  type: "stepper";
  svg: string;
  alt: string;
  /** One caption per step, as HTML; step n shows what data-from/data-to allow at n. */
  captions: readonly string[];
};

export type CalloutKind = "production" | "note" | "try";

export type CalloutBlock = {
  type: "callout";
  kind: CalloutKind;
  title: string;
  blocks: readonly Block[];
};

export type TocEntry = { id: string; text: string; depth: 2 | 3 };

/** Every block, callout contents included, in reading order. */
export function* eachBlock(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    if (block.type === "callout") yield* eachBlock(block.blocks);
  }
}
