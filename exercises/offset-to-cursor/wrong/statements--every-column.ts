import { supabase } from "supabase";

type Cursor = { created_at: string; id: number };

const pageSize = 20;

// The right page, with the full text of twenty documents fetched for their titles.
export default async function feedPage(cursor: Cursor | null) {
  let query = supabase
    .from("analysis_results")
    .select("*")
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(pageSize);
  if (cursor !== null) {
    const { created_at, id } = cursor;
    query = query.or(`created_at.lt.${created_at},and(created_at.eq.${created_at},id.lt.${id})`);
  }
  const { data, error } = await query;
  if (error) throw error;
  const items = data.map(({ id, title, risk_level, created_at }: any) => ({
    id,
    title,
    risk_level,
    created_at,
  }));
  const last = items.length < pageSize ? undefined : items[items.length - 1];
  return { items, next: last ? { created_at: last.created_at, id: last.id } : null };
}
