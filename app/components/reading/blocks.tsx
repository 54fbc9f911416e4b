/* oxlint-disable react/no-array-index-key -- blocks never move on a page */
import type { LabData } from "#app/adapters/grading/lab-protocol.ts";
import type { Block, CalloutKind } from "#app/domain/content/block.ts";
import { Figure } from "./figure.tsx";
import { Quiz } from "./quiz.tsx";
import { SqlBlock } from "./sql-block.tsx";
import { Stepper } from "./stepper.tsx";

type Props = { blocks: readonly Block[]; data: LabData | null };

/** A lesson's body. Blocks never move or change on a page, so their place is their identity. */
export function Blocks({ blocks, data }: Props) {
  return blocks.map((block, index) => <One key={index} block={block} data={data} />);
}

function One({ block, data }: { block: Block; data: LabData | null }) {
  switch (block.type) {
    case "html":
      // oxlint-disable-next-line react/no-danger -- sanitised on the server
      return <div className="prose" dangerouslySetInnerHTML={{ __html: block.html }} />;
    case "sql":
      return <SqlBlock block={block} data={data} />;
    case "quiz":
      return <Quiz quiz={block} />;
    case "figure":
      return <Figure figure={block} />;
    case "stepper":
      return <Stepper stepper={block} />;
    case "callout":
      return (
        <div
          className="callout"
          data-kind={block.kind}
          role="note"
          aria-label={calloutName[block.kind]}
        >
          <p className="callout-kind">{calloutName[block.kind]}</p>
          <h3 className="callout-title">{block.title}</h3>
          <div className="callout-body">
            <Blocks blocks={block.blocks} data={data} />
          </div>
        </div>
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
