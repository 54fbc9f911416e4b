import type { ICruiseOptions, IForbiddenRuleType } from "dependency-cruiser";

// The arrows of ARCHITECTURE.md: who may import whom below app/. Each room lists what it may reach;
// anything else is an error. Types may be borrowed where `types` says so: they vanish when built.
const rooms: Record<string, { may: string[]; types: string[] }> = {
  // A request is parsed with the domain's own schemas.
  routes: { may: ["routes", "components", "platform", "wiring", "domain"], types: ["services"] },
  wiring: { may: ["services", "data", "adapters", "platform", "domain"], types: [] },
  services: { may: ["services", "domain"], types: ["data", "adapters"] },
  data: { may: ["data", "domain", "platform", "generated"], types: [] },
  adapters: { may: ["adapters", "domain", "platform", "generated"], types: ["data"] },
  components: { may: ["components", "domain", "platform"], types: ["services"] },
  domain: { may: ["domain"], types: [] },
  platform: { may: ["platform"], types: [] },
};

// What the page may know of the engines: the client that starts and stops the lab worker.
const labDoor = "^app/adapters/grading/lab-(client|protocol)\\.ts$";

const pathOf: Record<string, string> = {
  wiring: "^app/wiring\\.server\\.ts$",
  // The shell of every page belongs to the routes.
  routes: "^app/(routes/|routes\\.ts$|root\\.tsx$|entry\\.)",
};
const pathFor = (room: string): string => pathOf[room] ?? `^app/${room}/`;
const anyOf = (names: string[]): string => names.map(pathFor).join("|");

const arrows: IForbiddenRuleType[] = Object.entries(rooms).map(([room, { may, types }]) => ({
  name: `${room}-reach`,
  comment: `${room} may import ${[...may, ...types.map((name) => `types of ${name}`)].join(", ")}`,
  severity: "error",
  from: { path: pathFor(room) },
  to: {
    path: "^app/",
    pathNot:
      anyOf([...may, ...types]) +
      `|\\.css$|/\\+types/${room === "components" ? `|${labDoor}` : ""}`,
  },
}));

const typesOnly: IForbiddenRuleType[] = Object.entries(rooms)
  .filter(([, { types }]) => types.length > 0)
  .map(([room, { may, types }]) => ({
    name: `${room}-types-only`,
    comment: `${room} may only import types from ${types.join(", ")}`,
    severity: "error",
    from: { path: pathFor(room) },
    to: {
      path: anyOf(types),
      pathNot: anyOf(may),
      dependencyTypesNot: ["type-only"],
    },
  }));

const forbidden: IForbiddenRuleType[] = [
  ...arrows,
  ...typesOnly,
  {
    name: "no-cycles",
    comment: "two modules that import each other are one module",
    severity: "error",
    from: { path: "^(app|scripts|test)/", pathNot: "^app/generated/" },
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
  {
    name: "domain-is-pure",
    comment: "domain has no input or output: no Node, no React, no Prisma, no engine",
    severity: "error",
    from: { path: "^app/domain/" },
    to: { pathNot: "^app/domain/|(^|/)node_modules/zod/" },
  },
  {
    name: "app-stands-alone",
    comment: "the product does not import its scripts or tests",
    severity: "error",
    from: { path: "^app/" },
    to: { path: "^(scripts|test)/" },
  },
  {
    name: "resolvable",
    comment: "an import that resolves to nothing would slip through every rule above",
    severity: "error",
    from: { pathNot: "^app/generated/" },
    // Packages that hold nothing but types, generated route types, and what Vite adds to a name.
    to: { couldNotResolve: true, pathNot: "^(mdast|hast|unist)$|\\+types/|^virtual:|\\?" },
  },
];

const options: ICruiseOptions = {
  doNotFollow: { path: "node_modules" },
  exclude: { path: "^(build|\\.react-router)/" },
  tsPreCompilationDeps: true,
  tsConfig: { fileName: "tsconfig.json" },
  enhancedResolveOptions: {
    exportsFields: ["exports"],
    conditionNames: ["import", "node", "default", "types"],
    extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
  },
};

export const architectureRules = { forbidden, options };
