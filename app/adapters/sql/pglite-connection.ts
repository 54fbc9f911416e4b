import type { PGlite } from "@electric-sql/pglite";
import type { Cell } from "#app/domain/exercise/ports.ts";
import { exchange, type TransactionStatus, type WireReply } from "./pglite-wire.ts";

const MAX_RESULT_BYTES = 32 * 1024 * 1024;

export type Connection = {
  /** I: no transaction open, T: in one, E: in one that failed. */
  status(): TransactionStatus;
  send(
    statement: string,
    options: { params?: readonly Cell[]; maxRows: number; onNotice?: (text: string) => void },
  ): Promise<WireReply>;
  /** Every later statement is answered "dead". */
  end(reason: string): void;
};

/** One statement at a time on one engine; remembers that the engine died. */
export function connect(pg: PGlite): Connection {
  let dead: string | null = null;
  let status: TransactionStatus = "I";
  return {
    status: () => status,
    async send(statement, { params = [], maxRows, onNotice = dropNotice }) {
      if (dead !== null) return { kind: "dead", reason: dead };
      const limits = { maxRows, maxBytes: MAX_RESULT_BYTES };
      const reply = await exchange(pg, statement, params, limits, onNotice);
      if (reply.kind === "dead") dead = reply.reason;
      else status = reply.status;
      return reply;
    },
    end(reason) {
      dead ??= reason;
    },
  };
}

function dropNotice(): void {}
