import { Form } from "react-router";
import { Button } from "#app/components/ui/button.tsx";
import { DateTime } from "#app/components/ui/date-time.tsx";

type Invitation = { id: string; email: string | null; role: string; expiresAt: string };

/** Invitations nobody has taken yet, each of which can be withdrawn. */
export function OpenInvitations({ invitations }: { invitations: readonly Invitation[] }) {
  return (
    <ul className="mt-4 divide-y divide-line border-y border-line">
      {invitations.map((invitation) => (
        <li key={invitation.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3">
          <span className="min-w-0 grow break-words">
            {invitation.email ?? "Anyone with the link"}, {invitation.role}
          </span>
          <span className="text-sm text-muted">
            until <DateTime iso={invitation.expiresAt} />
          </span>
          <Form method="post">
            <input type="hidden" name="intent" value="revoke" />
            <input type="hidden" name="invitation" value={invitation.id} />
            <Button type="submit" look="quiet" size="small">
              Withdraw
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
