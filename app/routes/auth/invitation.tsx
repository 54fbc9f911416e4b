import { data, Form, redirect, useNavigation } from "react-router";
import { z } from "zod";
import { AuthPage } from "#app/components/auth/auth-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { servicesContext } from "#app/routes/context.server.ts";
import { readForm } from "#app/routes/form-body.server.ts";
import { password } from "./password-rule.ts";
import type { Route } from "./+types/invitation";

const form = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Enter your name as it should stand on a certificate.")
    .max(120, "Use at most 120 characters."),
  email: z.email("Enter an address like name@example.com.").max(320),
  password,
});

export async function loader({ params, context }: Route.LoaderArgs) {
  const invitation = await context.get(servicesContext).people.findOpenInvitation(params.token);
  if (!invitation) throw data({ reason: "invitation" }, { status: 404 });
  return data(
    { email: invitation.email, role: invitation.role },
    { headers: { "referrer-policy": "no-referrer" } },
  );
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const { people } = context.get(servicesContext);
  const entered = await readForm(request);
  const parsed = form.safeParse(entered);
  const kept = { name: String(entered.name ?? ""), email: String(entered.email ?? "") };
  if (!parsed.success)
    return data({ ...kept, errors: z.flattenError(parsed.error).fieldErrors }, { status: 400 });
  const result = await people.acceptInvitation({ token: params.token, ...parsed.data });
  switch (result.kind) {
    case "not-open":
      throw data({ reason: "invitation" }, { status: 404 });
    case "wrong-address":
      return data(
        {
          ...kept,
          errors: { email: ["This invitation was sent to another address. Use that one."] },
        },
        { status: 400 },
      );
    case "address-taken":
      return data(
        {
          ...kept,
          errors: { email: ["There is an account with this address already. Sign in instead."] },
        },
        { status: 409 },
      );
    case "accepted": {
      const { email, password: secret } = parsed.data;
      const signedIn = await people.signIn({ headers: request.headers, email, password: secret });
      const headers = new Headers();
      if (signedIn.kind === "signed-in")
        for (const cookie of signedIn.cookies) headers.append("set-cookie", cookie);
      throw redirect("/", { headers });
    }
    default:
      return result satisfies never;
  }
}

export default function AcceptInvitation({ loaderData, actionData }: Route.ComponentProps) {
  const busy = useNavigation().state !== "idle";
  const errors: Partial<Record<"name" | "email" | "password", string[]>> = actionData?.errors ?? {};
  return (
    <AuthPage
      title="Welcome to Planwise"
      intro={`You are invited as ${loaderData.role}. Choose a password to begin.`}
    >
      {actionData && (
        <Notice tone="bad" live>
          Please correct what is marked below.
        </Notice>
      )}
      <Form method="post" className="flex flex-col gap-5">
        <Field
          label="Your name"
          name="name"
          autoComplete="name"
          required
          hint="As it should stand on a certificate."
          defaultValue={actionData?.name}
          error={errors.name?.[0]}
        />
        <Field
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={actionData?.email ?? loaderData.email ?? ""}
          readOnly={loaderData.email !== null}
          error={errors.email?.[0]}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          hint="At least 10 characters."
          error={errors.password?.[0]}
        />
        <Button type="submit" disabled={busy}>
          {busy ? "Making your account…" : "Make my account"}
        </Button>
      </Form>
    </AuthPage>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "Invitation · Planwise" }];
