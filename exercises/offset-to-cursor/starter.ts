import { supabase } from "supabase";

type Cursor = { created_at: string; id: number };
type Item = { id: number; title: string; risk_level: string; created_at: string };
type Page = { items: Item[]; next: Cursor | null };

const pageSize = 20;

export default async function feedPage(cursor: Cursor | null): Promise<Page> {
  const offset = cursor === null ? 0 : await countUpTo(cursor);
  const { data, error } = await supabase
    .from("analysis_results")
    .select("*")
    .order("created_at", { ascending: false })
    .range(offset, offset + pageSize - 1);
  if (error) throw error;
  // TODO: next
  return { items: data, next: null };
}

async function countUpTo(cursor: Cursor): Promise<number> {
  const { count, error } = await supabase
    .from("analysis_results")
    .select("*", { count: "exact", head: true })
    .gte("created_at", cursor.created_at);
  if (error) throw error;
  return count ?? 0;
}
