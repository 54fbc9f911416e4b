import { index, route, type RouteConfig } from "@react-router/dev/routes";
import { routeTable } from "./routes/table.ts";

export default [
  ...routeTable.map((entry) =>
    entry.path === "" ? index(entry.file) : route(entry.path, entry.file),
  ),
  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;
