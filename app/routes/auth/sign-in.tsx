import { data, Form, Link, redirect, useNavigation } from "react-router";
import { z } from "zod";
import { AuthPage } from "#app/components/auth/auth-page.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { servicesContext, viewerContext } from "#app/routes/context.server.ts";
import { readForm } from "#app/routes/form-body.server.ts";
import type { Route } from "./+types/sign-in";

const form = z.object({ email: z.string().max(320), password: z.string().max(256) });

export function loader({ context, url }: Route.LoaderArgs) {
  if (context.get(viewerContext)) throw redirect(destination(url));
  return { demo: context.get(servicesContext).demo };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  const parsed = form.safeParse(await readForm(request));
  if (!parsed.success)
    return data(
      { problem: "Enter your e-mail address and your password.", email: "" },
      { status: 400 },
    );
  const { email, password } = parsed.data;
  const result = await context
    .get(servicesContext)
    .people.signIn({ headers: request.headers, email, password });
  if (result.kind === "signed-in") {
    const headers = new Headers();
    for (const cookie of result.cookies) headers.append("set-cookie", cookie);
    throw redirect(destination(url), { headers });
  }
  return data(
    { problem: words(result), email },
    { status: result.kind === "too-many" ? 429 : 400 },
  );
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const busy = useNavigation().state !== "idle";
  return (
    <AuthPage title="Sign in">
      {actionData?.problem && (
        <Notice tone="bad" live>
          {actionData.problem}
        </Notice>
      )}
      <Form method="post" className="flex flex-col gap-5">
        <Field
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={actionData?.email}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <Button type="submit" disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </Button>
      </Form>
      <p className="text-sm text-muted">
        <Link to="/forgot-password" className="underline underline-offset-4">
          I forgot my password
        </Link>
        . No account yet? Ask an administrator of your team for an invitation.
      </p>
      {loaderData.demo && (
        <Notice tone="plain">
          <p className="font-medium">Demo team</p>
          <p className="mt-1">
            Sign in as <code>learner@</code>, <code>instructor@</code> or{" "}
            <code>admin@demo.planwise.dev</code> with the password <code>planwise-demo</code>.
          </p>
        </Notice>
      )}
    </AuthPage>
  );
}

export const meta: Route.MetaFunction = () => [{ title: "Sign in · Planwise" }];

/** Only ever a path of our own: "//elsewhere" and "/\elsewhere" would leave the site. */
function destination(url: URL): string {
  const to = url.searchParams.get("to") ?? "/";
  const safe = to.startsWith("/") && !/^\/[/\\]/.test(to) && !/[\n\r\t]/.test(to);
  return safe ? to : "/";
}

function words(
  result:
    | { kind: "wrong" }
    | { kind: "deactivated" }
    | { kind: "too-many"; retryAfterSeconds: number },
): string {
  switch (result.kind) {
    case "wrong":
      return "E-mail address and password do not belong together. Check both and try again.";
    case "deactivated":
      return "This account is closed. Ask an administrator of your team if that is a mistake.";
    case "too-many":
      return `Too many tries. Wait ${Math.ceil(result.retryAfterSeconds / 60)} minutes and try again, or choose a new password.`;
  }
}
