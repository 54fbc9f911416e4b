import { supabase } from "supabase";

type Digest = {
  id: number;
  name: string;
  analyses: { id: number; title: string; risk_level: string }[];
};

// "At or after" includes what was created at that very moment.
export default async function weeklyDigest(plan: string, since: string): Promise<Digest[]> {
  const { data, error } = await supabase
    .from("users")
    .select("id, name, analyses:analysis_results(id, title, risk_level)")
    .eq("plan", plan)
    .eq("status", "active")
    .in("analyses.risk_level", ["high", "critical"])
    .gt("analyses.created_at", since)
    .order("id")
    .order("created_at", { ascending: false, referencedTable: "analyses" })
    .order("id", { ascending: false, referencedTable: "analyses" });
  if (error) throw error;
  return data;
}
