import { connect } from "node:net";
import type { Planwise } from "./planwise.ts";
import type { Visitor } from "./visitor.ts";

/** The cookies of a visitor as a header carries them. */
export function cookieOf(visitor: Visitor): string {
  return [...visitor.cookies()].map(([name, value]) => `${name}=${value}`).join("; ");
}

/** Sends bytes as they are, for what no client library would send; gives everything that came back. */
export function sendRaw(planwise: Planwise, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(planwise.origin).port), "127.0.0.1", () =>
      socket.write(bytes),
    );
    let received = "";
    const end = (): void => {
      socket.destroy();
      resolve(received);
    };
    socket.on("data", (chunk: Buffer) => {
      received += chunk.toString("latin1");
    });
    socket.on("error", end).on("close", end).setTimeout(3_000, end);
  });
}
