import { createContext } from "react-router";
import type { Services } from "#app/wiring.server.ts";

/** Who is asking, as every route sees them. */
export type Viewer = {
  id: string;
  name: string;
  email: string;
  role: "learner" | "instructor" | "admin";
  sessionId: string;
};

/** Built once by the server process (scripts/serve.ts) and handed to every request. */
export const servicesContext = createContext<Services>();
export const nonceContext = createContext<string>();
/** Null when nobody is signed in. Set by the guard in root.tsx. */
export const viewerContext = createContext<Viewer | null>(null);
