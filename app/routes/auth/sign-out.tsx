import { redirect } from "react-router";
import { servicesContext } from "#app/routes/context.server.ts";
import type { Route } from "./+types/sign-out";

export function loader() {
  throw redirect("/");
}

export async function action({ request, context }: Route.ActionArgs) {
  const headers = new Headers();
  for (const cookie of await context.get(servicesContext).people.signOut(request.headers))
    headers.append("set-cookie", cookie);
  throw redirect("/", { headers });
}
