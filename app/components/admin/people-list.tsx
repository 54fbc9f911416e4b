import { Form } from "react-router";
import { Button } from "#app/components/ui/button.tsx";
import { CloseAccount } from "./close-account.tsx";
import { RoleSelect } from "./role-select.tsx";

type Person = { id: string; name: string; email: string; role: string; closed: boolean };

/** Everybody with an account; each line changes itself. */
export function PeopleList({ people, viewerId }: { people: readonly Person[]; viewerId: string }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {people.map((person) => (
        <li
          key={person.id}
          className={`grid items-center gap-x-8 gap-y-3 py-4 md:grid-cols-[1fr_auto_10rem] md:py-3 ${
            person.closed ? "text-muted" : ""
          }`}
        >
          <div className="min-w-0">
            <p className="font-medium">{person.name}</p>
            <p className="break-words text-sm text-muted">{person.email}</p>
          </div>
          <Form method="post" className="flex gap-2">
            <input type="hidden" name="intent" value="role" />
            <input type="hidden" name="person" value={person.id} />
            <RoleSelect label={`Role of ${person.name}`} chosen={person.role} />
            <Button
              type="submit"
              look="quiet"
              size="small"
              aria-label={`Save the role of ${person.name}`}
            >
              Save
            </Button>
          </Form>
          <Account person={person} own={person.id === viewerId} />
        </li>
      ))}
    </ul>
  );
}

function Account({ person, own }: { person: Person; own: boolean }) {
  if (own) return <p className="text-sm text-muted">This is you</p>;
  if (!person.closed) return <CloseAccount person={person} />;
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="reopen" />
      <input type="hidden" name="person" value={person.id} />
      <Button
        type="submit"
        look="quiet"
        size="small"
        aria-label={`Reopen the account of ${person.name}`}
      >
        Reopen account
      </Button>
    </Form>
  );
}
