import type { Config } from "@react-router/dev/config";

export default {
  ssr: true,
  // One small manifest up front: no request per link on hover, nothing to poll.
  routeDiscovery: { mode: "initial" },
} satisfies Config;
