import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef, useState } from "react";
import { Form } from "react-router";
import { Button } from "#app/components/ui/button.tsx";
import { DialogFrame } from "#app/components/ui/dialog-frame.tsx";

type Person = { id: string; name: string };

/** Ends somebody's account after a question. Without JavaScript the server asks it. */
export function CloseAccount({ person }: { person: Person }) {
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Form
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          setAsking(true);
        }}
      >
        <input type="hidden" name="intent" value="close" />
        <input type="hidden" name="person" value={person.id} />
        <Button
          type="submit"
          look="quiet"
          size="small"
          aria-haspopup="dialog"
          aria-label={`Close the account of ${person.name}…`}
        >
          Close account…
        </Button>
      </Form>
      {asking && (
        <DialogFrame
          title={closeQuestion(person.name)}
          alert
          focusFirst={keep}
          onClose={() => setAsking(false)}
        >
          <AlertDialog.Description className="text-muted">
            {closeConsequence}
          </AlertDialog.Description>
          <div className="mt-2 flex flex-wrap justify-end gap-3">
            <Button ref={keep} look="quiet" size="small" onClick={() => setAsking(false)}>
              Keep it open
            </Button>
            <SureForm person={person} onSent={() => setAsking(false)} />
          </div>
        </DialogFrame>
      )}
    </>
  );
}

/** The same question as part of the page, for whoever has no dialogs. */
export function CloseAccountQuestion({ person }: { person: Person }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <p>
        <strong className="font-medium">{closeQuestion(person.name)}</strong> {closeConsequence}
      </p>
      <SureForm person={person} />
    </div>
  );
}

function SureForm({ person, onSent }: { person: Person; onSent?: () => void }) {
  return (
    <Form method="post" preventScrollReset onSubmit={onSent}>
      <input type="hidden" name="intent" value="close" />
      <input type="hidden" name="sure" value="yes" />
      <input type="hidden" name="person" value={person.id} />
      <Button type="submit" look="danger" size="small">
        Close the account
      </Button>
    </Form>
  );
}

const closeQuestion = (name: string) => `Close the account of ${name}?`;
const closeConsequence = "Their sessions end now; their records stay.";
