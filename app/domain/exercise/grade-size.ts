import type { SizeCheck } from "./checks.ts";
import { ask, failed, type Grader, onDefault, passed } from "./grader.ts";
import { count, list, quantity } from "./words.ts";

/** Known by its oid: a name can pass from one index to another. */
type Index = { oid: string; name: string; bytes: number };

export const sizeGrader: Grader<SizeCheck, Index[]> = {
  looksAt: (_, situation) => onDefault(situation),
  reference: "untouched",
  async observe(_, { session }) {
    const answer = await ask(session, INDEXES);
    if (typeof answer === "string") return [];
    return answer.rows.map(([oid, name, bytes]) => ({
      oid: oid ?? "",
      name: name ?? "",
      bytes: Number(bytes),
    }));
  },
  judge(check, evidence) {
    const [only] = evidence;
    const before = new Set(only?.reference?.map((index) => index.oid));
    const added = only?.mine.filter((index) => !before.has(index.oid)) ?? [];
    const bytes = added.reduce((sum, index) => sum + index.bytes, 0);
    const named = added.map((index) => `${index.name} (${kilobytes(index.bytes)})`);
    if (check.maxNewIndexes !== undefined && added.length > check.maxNewIndexes) {
      return failed(
        `Your script adds ${quantity(added.length, "index", "indexes")}: ${list(named)}. The limit is ${count(check.maxNewIndexes)}: every index makes writes slower.`,
      );
    }
    if (check.maxIndexBytes !== undefined && bytes > check.maxIndexBytes) {
      return failed(
        `Your indexes take ${kilobytes(bytes)}: ${list(named)}. The limit is ${kilobytes(check.maxIndexBytes)}.`,
      );
    }
    return passed(
      added.length === 0 ? "No new indexes." : `New: ${list(named)}, within the limits.`,
    );
  },
};

const INDEXES = `
select c.oid, n.nspname || '.' || c.relname, pg_catalog.pg_relation_size(c.oid)
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'i' and n.nspname !~ '^pg_' order by 2`;

function kilobytes(bytes: number): string {
  return `${count(Math.round(bytes / 1024))} kB`;
}
