import { supabase } from "supabase";

type Cursor = { created_at: string; id: number };
type Item = { id: number; title: string; risk_level: string; created_at: string };
type Page = { items: Item[]; next: Cursor | null };

const pageSize = 20;

// The same pair comparison with its first half as a plain bound: an index on (created_at, id) can
// start reading there, where a bare OR leaves the planner less to hold on to.
export default async function feedPage(cursor: Cursor | null): Promise<Page> {
  let query = supabase.from("analysis_results").select("id, title, risk_level, created_at");
  if (cursor !== null) {
    query = query
      .lte("created_at", cursor.created_at)
      .or(`created_at.lt.${cursor.created_at},id.lt.${cursor.id}`);
  }
  const { data, error } = await query
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(pageSize);
  if (error) throw error;

  const items: Item[] = data;
  const last = items.at(-1);
  const hasMore = items.length === pageSize && last !== undefined;
  return { items, next: hasMore ? { created_at: last.created_at, id: last.id } : null };
}
