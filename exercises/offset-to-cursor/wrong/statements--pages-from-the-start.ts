import { supabase } from "supabase";

type Cursor = { created_at: string; id: number };

const pageSize = 20;

// Fetches the whole feed and looks for the cursor here.
export default async function feedPage(cursor: Cursor | null) {
  const { data, error } = await supabase
    .from("analysis_results")
    .select("id, title, risk_level, created_at")
    .order("created_at", { ascending: false })
    .order("id", { ascending: false });
  if (error) throw error;
  const after = data.filter(
    (row: any) =>
      cursor === null ||
      row.created_at < cursor.created_at ||
      (row.created_at === cursor.created_at && row.id < cursor.id),
  );
  const items = after.slice(0, pageSize);
  const last = items.length < pageSize ? undefined : items[items.length - 1];
  return { items, next: last ? { created_at: last.created_at, id: last.id } : null };
}
