import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Award, ChevronLeft } from "lucide-react";
import { Link } from "react-router";
import type { ExerciseView } from "#app/services/views/view-exercise.ts";
import { Difficulty } from "./difficulty.tsx";
import type { DraftKeeper } from "./draft-keeper.ts";
import { DraftStatus } from "./draft-status.tsx";

type Props = {
  view: ExerciseView;
  passed: boolean;
  keeper: DraftKeeper | null;
  onReset(): void;
};

/** Where one is, what it asks of one's time, and whether the draft is safe. */
export function LabHead({ view, passed, keeper, onReset }: Props) {
  const { exercise } = view;
  return (
    <header className="lab-head">
      <p className="lab-crumb">
        <Link to="/lab">
          <ChevronLeft aria-hidden="true" />
          <span>Practise</span>
        </Link>
      </p>
      <h1>{exercise.title}</h1>
      <p className="lab-facts">
        <Difficulty level={exercise.difficulty} />
        <span>{exercise.minutes} min</span>
        {exercise.practical !== null && (
          <span className="lab-counts" title="Counts for a certificate">
            <Award aria-hidden="true" />
            <span>Counts for a certificate</span>
          </span>
        )}
        {passed && <span className="lab-passed">Passed</span>}
      </p>
      <div className="lab-draftbar">
        <DraftStatus keeper={keeper} />
        <StartOver onReset={onReset} />
      </div>
    </header>
  );
}

function StartOver({ onReset }: { onReset(): void }) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger className="lab-button lab-quiet">Start over</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="lab-backdrop" />
        <AlertDialog.Popup className="lab-dialog">
          <AlertDialog.Title>Start over?</AlertDialog.Title>
          <AlertDialog.Description>
            The editor goes back to the text the exercise began with. What you handed in before
            stays in the Verdict tab.
          </AlertDialog.Description>
          <div className="lab-dialogbar">
            <AlertDialog.Close className="lab-button">Keep my text</AlertDialog.Close>
            <AlertDialog.Close className="lab-button lab-stop" onClick={onReset}>
              Start over
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
