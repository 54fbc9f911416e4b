import { data, Form, Link, redirect, useNavigation } from "react-router";
import { z } from "zod";
import { AuthPage } from "#app/components/auth/auth-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { readForm } from "#app/routes/form-body.server.ts";
import { password } from "./password-rule.ts";
import type { Route } from "./+types/reset-password";

const form = z.object({ token: z.string().min(1).max(200), password });

export function loader({ url }: Route.LoaderArgs) {
  // The token stays out of the Referer header of anything this page links to.
  return data(
    { token: url.searchParams.get("token") ?? "" },
    { headers: { "referrer-policy": "no-referrer" } },
  );
}

export async function action({ request, context }: Route.ActionArgs) {
  const parsed = form.safeParse(await readForm(request));
  if (!parsed.success)
    return data(
      { error: parsed.error.issues[0]?.message ?? "Choose another password.", expired: false },
      { status: 400 },
    );
  const done = await context
    .get(servicesContext)
    .people.resetPassword(request.headers, parsed.data.token, parsed.data.password);
  if (!done) return data({ error: null, expired: true }, { status: 400 });
  throw redirect("/sign-in");
}

export default function ResetPassword({ loaderData, actionData }: Route.ComponentProps) {
  const busy = useNavigation().state !== "idle";
  if (actionData?.expired || loaderData.token === "")
    return (
      <AuthPage title="This link no longer works">
        <Notice tone="bad">It was used already, or it is older than an hour.</Notice>
        <Link to="/forgot-password" className="text-accent underline underline-offset-4">
          Ask for a new link
        </Link>
      </AuthPage>
    );
  return (
    <AuthPage title="Choose a new password" intro="You will be signed out everywhere else.">
      <Form method="post" className="flex flex-col gap-5">
        <input type="hidden" name="token" value={loaderData.token} />
        <Field
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          hint="At least 10 characters."
          error={actionData?.error ?? undefined}
        />
        <Button type="submit" disabled={busy}>
          {busy ? "Saving…" : "Save the new password"}
        </Button>
      </Form>
    </AuthPage>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "New password · Planwise" }];
