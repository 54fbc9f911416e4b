import { supabase } from "supabase";

type Digest = {
  id: number;
  name: string;
  analyses: { id: number; title: string; risk_level: string }[];
};

// Users come as the database happens to meet them.
export default async function weeklyDigest(plan: string, since: string): Promise<Digest[]> {
  const { data, error } = await supabase
    .from("users")
    .select("id, name, analyses:analysis_results(id, title, risk_level)")
    .eq("plan", plan)
    .eq("status", "active")
    .in("analyses.risk_level", ["high", "critical"])
    .gte("analyses.created_at", since)
    .order("created_at", { ascending: false, referencedTable: "analyses" })
    .order("id", { ascending: false, referencedTable: "analyses" });
  if (error) throw error;
  return data;
}
