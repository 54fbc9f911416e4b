import { useEffect, useRef } from "react";
import { Form } from "react-router";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { RoleOptions } from "./role-select.tsx";

/** Asks for an invitation; `made` is the link it gave last, after which the next address can be typed. */
export function InviteForm({ made }: { made: string | null }) {
  const email = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (made && email.current) email.current.value = "";
  }, [made]);
  return (
    <Form method="post" className="mt-4 flex flex-wrap items-end gap-4">
      <input type="hidden" name="intent" value="invite" />
      <div className="w-72 max-w-full">
        <Field ref={email} label="E-mail address (optional)" name="email" type="email" />
      </div>
      <label className="flex flex-col gap-1.5 text-sm font-medium">
        Role
        <select
          name="role"
          className="h-11 rounded-md border border-line-strong bg-raised px-3 text-base font-normal"
        >
          <RoleOptions />
        </select>
      </label>
      <Button type="submit">Make the link</Button>
    </Form>
  );
}
