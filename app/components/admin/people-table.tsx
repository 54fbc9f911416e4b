import { Form } from "react-router";
import { Button } from "#app/components/ui/button.tsx";

type Person = { id: string; name: string; email: string; role: string; closed: boolean };

/** Everybody with an account; each row changes itself. */
export function PeopleTable({ people, viewerId }: { people: readonly Person[]; viewerId: string }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-sm">
        <thead className="border-b border-line-strong text-muted">
          <tr>
            <th className="py-2 pr-6 font-medium">Name</th>
            <th className="py-2 pr-6 font-medium">E-mail address</th>
            <th className="py-2 pr-6 font-medium">Role</th>
            <th className="py-2 font-medium">Account</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {people.map((person) => (
            <tr key={person.id} className={person.closed ? "text-muted" : ""}>
              <td className="py-2.5 pr-6">{person.name}</td>
              <td className="py-2.5 pr-6">{person.email}</td>
              <td className="py-2.5 pr-6">
                <Form method="post" className="flex gap-2">
                  <input type="hidden" name="intent" value="role" />
                  <input type="hidden" name="person" value={person.id} />
                  <select
                    name="role"
                    aria-label={`Role of ${person.name}`}
                    defaultValue={person.role}
                    className="h-8 rounded-md border border-line-strong bg-raised px-2"
                  >
                    <option value="learner">Learner</option>
                    <option value="instructor">Instructor</option>
                    <option value="admin">Administrator</option>
                  </select>
                  <Button
                    type="submit"
                    look="quiet"
                    size="small"
                    aria-label={`Save the role of ${person.name}`}
                  >
                    Save
                  </Button>
                </Form>
              </td>
              <td className="py-2.5">
                {person.id === viewerId ? (
                  "You"
                ) : (
                  <Form method="post">
                    <input type="hidden" name="intent" value={person.closed ? "reopen" : "close"} />
                    <input type="hidden" name="person" value={person.id} />
                    <Button
                      type="submit"
                      look="quiet"
                      size="small"
                      aria-label={`${person.closed ? "Reopen" : "Close"} the account of ${person.name}`}
                    >
                      {person.closed ? "Reopen" : "Close"}
                    </Button>
                  </Form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
