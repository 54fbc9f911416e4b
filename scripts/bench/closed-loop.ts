import { Agent, request } from "node:http";

export type LoadResult = { perSecond: number; p50: number; p99: number; failed: number };
export type Call = { path: string; headers?: Record<string, string>; body: unknown };

/**
 * So many clients, each sending its next request when the last was answered, for so many
 * milliseconds after a warm-up of a tenth. Latencies in milliseconds.
 */
export async function closedLoop(
  origin: string,
  clients: number,
  durationMs: number,
  next: (client: number, round: number) => Call,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const latencies: number[] = [];
  let failed = 0;
  const began = performance.now();
  const counted = began + durationMs / 10;
  const end = counted + durationMs;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let round = 0; performance.now() < end; round += 1) {
        const sent = performance.now();
        const status = await post(agent, origin, next(client, round));
        const now = performance.now();
        if (sent < counted || now > end) continue;
        if (status === 200) latencies.push(now - sent);
        else failed += 1;
      }
    }),
  );
  agent.destroy();
  latencies.sort((a, b) => a - b);
  return {
    perSecond: latencies.length / (durationMs / 1000),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    failed,
  };
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function post(agent: Agent, origin: string, { path, headers, body }: Call): Promise<number> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      `${origin}${path}`,
      {
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
          ...headers,
        },
      },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode ?? 0));
      },
    );
    sent.once("error", reject);
    sent.end(text);
  });
}
