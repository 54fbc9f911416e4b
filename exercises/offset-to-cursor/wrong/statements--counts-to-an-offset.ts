import { supabase } from "supabase";

type Cursor = { created_at: string; id: number };

const pageSize = 20;
const columns = "id, title, risk_level, created_at";

// The right page, by counting everything in front of it.
export default async function feedPage(cursor: Cursor | null) {
  let offset = 0;
  if (cursor !== null) {
    const { created_at, id } = cursor;
    const { count, error } = await supabase
      .from("analysis_results")
      .select("id", { count: "exact", head: true })
      .or(`created_at.gt.${created_at},and(created_at.eq.${created_at},id.gte.${id})`);
    if (error) throw error;
    offset = count ?? 0;
  }
  const { data: items, error } = await supabase
    .from("analysis_results")
    .select(columns)
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .range(offset, offset + pageSize - 1);
  if (error) throw error;
  const last = items.length < pageSize ? undefined : items[items.length - 1];
  return { items, next: last ? { created_at: last.created_at, id: last.id } : null };
}
