import { openDB, type DBSchema, type IDBPDatabase } from "idb";

/**
 * What has been answered but not acknowledged yet, kept in the browser's own database so that a
 * reload, a crash or ten minutes without network lose nothing. Entries belong to one person and
 * one attempt: two people sharing a browser never see each other's.
 */
export type PendingStep = {
  idemKey: string;
  tabId: string;
  tabSeq: number;
  clientAt: string;
} & (
  | { kind: "save"; item: string; response: unknown }
  | { kind: "flag"; item: string; flagged: boolean }
  | { kind: "focus" }
  | { kind: "blur" }
);

type Entry = { scope: string; order: number; step: PendingStep };
type Schema = DBSchema & {
  steps: { key: [string, string]; value: Entry & { idemKey: string }; indexes: { scope: string } };
};

export type Outbox = {
  add(step: PendingStep): Promise<void>;
  remove(idemKeys: readonly string[]): Promise<void>;
  /** In the order they were added. */
  list(): Promise<PendingStep[]>;
};

/** Opens the outbox; where the browser refuses storage (private windows), memory has to do. */
export async function openOutbox(viewerId: string, attemptId: string): Promise<Outbox> {
  const scope = `${viewerId}/${attemptId}`;
  try {
    const db = await openDB<Schema>("planwise-examination", 1, {
      upgrade(database) {
        database
          .createObjectStore("steps", { keyPath: ["scope", "idemKey"] })
          .createIndex("scope", "scope");
      },
    });
    return storedOutbox(db, scope);
  } catch {
    return memoryOutbox();
  }
}

function storedOutbox(db: IDBPDatabase<Schema>, scope: string): Outbox {
  return {
    async add(step) {
      await db.put("steps", {
        scope,
        idemKey: step.idemKey,
        order: Date.now() + step.tabSeq / 1e6,
        step,
      });
    },
    async remove(idemKeys) {
      const transaction = db.transaction("steps", "readwrite");
      await Promise.all(idemKeys.map((idemKey) => transaction.store.delete([scope, idemKey])));
      await transaction.done;
    },
    async list() {
      const entries = await db.getAllFromIndex("steps", "scope", scope);
      return entries.sort((a, b) => a.order - b.order).map((entry) => entry.step);
    },
  };
}

function memoryOutbox(): Outbox {
  const steps = new Map<string, PendingStep>();
  return {
    async add(step) {
      steps.set(step.idemKey, step);
    },
    async remove(idemKeys) {
      for (const idemKey of idemKeys) steps.delete(idemKey);
    },
    async list() {
      return [...steps.values()];
    },
  };
}
