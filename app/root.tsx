import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteLoaderData,
} from "react-router";
import type { Route } from "./+types/root";
import { ErrorPage } from "./components/layout/error-page.tsx";
import { EarlyHead, Shell } from "./components/layout/shell.tsx";
import { schemeCookie } from "./platform/scheme.ts";
import { nonceContext, viewerContext } from "./routes/context.server.ts";
import { guard } from "./routes/guard.server.ts";
import "./styles/app.css";

export const middleware: Route.MiddlewareFunction[] = [guard];

export function loader({ request, context }: Route.LoaderArgs) {
  const viewer = context.get(viewerContext);
  return {
    viewer: viewer && { name: viewer.name, role: viewer.role },
    scheme: schemeCookie(request.headers.get("cookie")),
    nonce: context.get(nonceContext),
  };
}

export function Layout({ children }: { children: React.ReactNode }) {
  const loaded = useRouteLoaderData<typeof loader>("root");
  const scheme = loaded?.scheme ?? "system";
  return (
    <html lang="en" data-scheme={scheme === "system" ? undefined : scheme}>
      <head>
        <meta charSet="utf-8" />
        <EarlyHead />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        <Shell viewer={loaded?.viewer ?? null} scheme={scheme}>
          {children}
        </Shell>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export const meta: Route.MetaFunction = () => [{ title: "Planwise" }];

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return (
    <ErrorPage
      status={isRouteErrorResponse(error) ? error.status : 500}
      reason={isRouteErrorResponse(error) ? error.data?.reason : undefined}
    />
  );
}
