/* oxlint-disable react/no-array-index-key -- blocks never move on a page */
import type { Block, CalloutKind } from "#app/domain/content/block.ts";
import { Figure } from "./figure.tsx";
import { Quiz } from "./quiz.tsx";
import { SqlBlock } from "./sql-block.tsx";
import { Stepper } from "./stepper.tsx";

type Props = { blocks: readonly Block[]; dataset: string };

/** A lesson's body. Blocks never move or change on a page, so their place is their identity. */
export function Blocks({ blocks, dataset }: Props) {
  return blocks.map((block, index) => <One key={index} block={block} dataset={dataset} />);
}

function One({ block, dataset }: { block: Block; dataset: string }) {
  switch (block.type) {
    case "html":
      // oxlint-disable-next-line react/no-danger -- sanitised on the server
      return <div className="prose" dangerouslySetInnerHTML={{ __html: block.html }} />;
    case "sql":
      return <SqlBlock block={block} dataset={dataset} />;
    case "quiz":
      return <Quiz quiz={block} />;
    case "figure":
      return <Figure figure={block} />;
    case "stepper":
      return <Stepper stepper={block} />;
    case "callout":
      return (
        <section className="callout" data-kind={block.kind} aria-label={calloutName[block.kind]}>
          <p className="callout-kind">{calloutName[block.kind]}</p>
          <h3 className="callout-title">{block.title}</h3>
          <div className="callout-body">
            <Blocks blocks={block.blocks} dataset={dataset} />
          </div>
        </section>
      );
    default:
      return block satisfies never;
  }
}

const calloutName: Record<CalloutKind, string> = {
  production: "In production",
  note: "Note",
  try: "Try it",
};
