import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef, useState } from "react";
import { Form } from "react-router";
import { Button } from "#app/components/ui/button.tsx";

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
      <AlertDialog.Root open={asking} onOpenChange={setAsking}>
        <AlertDialog.Portal>
          <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-black/35" />
          <AlertDialog.Popup
            initialFocus={keep}
            className="fixed left-1/2 top-[30%] z-40 w-[min(26rem,calc(100vw-2rem))] -translate-x-1/2 rounded-lg border border-line bg-raised px-6 py-5 shadow-[var(--shadow)]"
          >
            <AlertDialog.Title className="text-lg font-semibold break-words">
              {closeQuestion(person.name)}
            </AlertDialog.Title>
            <AlertDialog.Description className="mt-2 text-muted">
              {closeConsequence}
            </AlertDialog.Description>
            <div className="mt-5 flex flex-wrap justify-end gap-3">
              <AlertDialog.Close ref={keep} render={<Button look="quiet" size="small" />}>
                Keep it open
              </AlertDialog.Close>
              <SureForm person={person} onSent={() => setAsking(false)} />
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Portal>
      </AlertDialog.Root>
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
