import { z } from "zod";

/**
 * The body of a lesson as data: what Markdown became. Rendered on the server; every value is
 * JSON, so the tree can be hashed, stored and sent. `html` is always sanitised.
 */
const html = z.string();

const htmlBlock = z.strictObject({ type: z.literal("html"), html });

/** A query the reader may change and run. */
const sqlBlock = z.strictObject({
  type: z.literal("sql"),
  /** Unique in the lesson; other blocks name it in `needs`. */
  id: z.string(),
  /** Its place among the live queries of the lesson, from 1. */
  number: z.int().positive(),
  code: z.string(),
  /** Highlighted markup of `code`. */
  html,
  /** Blocks replayed first in the same session, in order, each one's own needs included. */
  setup: z.array(z.strictObject({ id: z.string(), code: z.string() })),
});
export type SqlBlock = z.infer<typeof sqlBlock>;

const quizOption = z.strictObject({ id: z.string(), html, correct: z.boolean(), why: html });
export type QuizOption = z.infer<typeof quizOption>;

const quizBlock = z.strictObject({
  type: z.literal("quiz"),
  id: z.string(),
  /** `multiple` when more than one option is right. */
  kind: z.enum(["single", "multiple"]),
  stem: html,
  options: z.array(quizOption),
});
export type QuizBlock = z.infer<typeof quizBlock>;

const figureBlock = z.strictObject({
  type: z.literal("figure"),
  svg: z.string(),
  alt: z.string(),
  caption: html.nullable(),
});
export type FigureBlock = z.infer<typeof figureBlock>;

const stepperBlock = z.strictObject({
  type: z.literal("stepper"),
  svg: z.string(),
  alt: z.string(),
  /** One caption per step; step n shows what data-from and data-to in the SVG allow at n. */
  captions: z.array(html),
});
export type StepperBlock = z.infer<typeof stepperBlock>;

const calloutKind = z.enum(["production", "note", "try"]);
export type CalloutKind = z.infer<typeof calloutKind>;

export type CalloutBlock = {
  type: "callout";
  kind: CalloutKind;
  title: string;
  blocks: Block[];
};

export type Block =
  | z.infer<typeof htmlBlock>
  | SqlBlock
  | QuizBlock
  | FigureBlock
  | StepperBlock
  | CalloutBlock;

const calloutBlock: z.ZodObject<{
  type: z.ZodLiteral<"callout">;
  kind: typeof calloutKind;
  title: z.ZodString;
  blocks: z.ZodArray<z.ZodType<Block>>;
}> = z.strictObject({
  type: z.literal("callout"),
  kind: calloutKind,
  title: z.string(),
  get blocks() {
    return z.array(block);
  },
});

export const block: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion("type", [
    htmlBlock,
    sqlBlock,
    quizBlock,
    figureBlock,
    stepperBlock,
    calloutBlock,
  ]),
);

export const tocEntry = z.strictObject({
  id: z.string(),
  text: z.string(),
  depth: z.union([z.literal(2), z.literal(3)]),
});
export type TocEntry = z.infer<typeof tocEntry>;

/** Every block, callout contents included, in reading order. */
export function* eachBlock(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    if (block.type === "callout") yield* eachBlock(block.blocks);
  }
}
