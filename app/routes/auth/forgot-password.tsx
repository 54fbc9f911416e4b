import { data, Form, Link, useNavigation } from "react-router";
import { z } from "zod";
import { AuthPage } from "#app/components/auth/auth-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { readForm } from "#app/routes/form-body.server.ts";
import type { Route } from "./+types/forgot-password";

const form = z.object({ email: z.email().max(320) });

export async function action({ request, context }: Route.ActionArgs) {
  const parsed = form.safeParse(await readForm(request));
  if (!parsed.success) return data({ kind: "invalid" as const }, { status: 400 });
  const { tooMany } = await context
    .get(servicesContext)
    .people.requestPasswordReset(request.headers, parsed.data.email.trim().toLowerCase());
  if (tooMany) return data({ kind: "too-many" as const }, { status: 429 });
  return data({ kind: "sent" as const });
}

export default function ForgotPassword({ actionData }: Route.ComponentProps) {
  const busy = useNavigation().state !== "idle";
  if (actionData?.kind === "sent")
    return (
      <AuthPage title="Look at your mail">
        <p role="status">
          If an account with this address exists, a letter with a link is on its way. The link works
          for one hour. Nothing there after a few minutes? Look among the unwanted mail, or ask an
          administrator of your team.
        </p>
        <Link to="/sign-in" className="text-accent underline underline-offset-4">
          Back to signing in
        </Link>
      </AuthPage>
    );
  return (
    <AuthPage title="Choose a new password" intro="We send a link to your e-mail address.">
      {actionData?.kind === "too-many" && (
        <Notice tone="bad" live>
          Too many requests from your network. Wait a minute and try again.
        </Notice>
      )}
      <Form method="post" className="flex flex-col gap-5">
        <Field
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          required
          error={
            actionData?.kind === "invalid" ? "Enter an address like name@example.com." : undefined
          }
        />
        <Button type="submit" disabled={busy}>
          {busy ? "Sending…" : "Send the link"}
        </Button>
      </Form>
    </AuthPage>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "Forgotten password · Planwise" }];
