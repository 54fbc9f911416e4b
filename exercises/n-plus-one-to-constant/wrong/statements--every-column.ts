import { supabase } from "supabase";

// One statement, and the documents' whole text travels along.
export default async function weeklyDigest(plan: string, since: string) {
  const { data, error } = await supabase
    .from("users")
    .select("id, name, analyses:analysis_results(*)")
    .eq("plan", plan)
    .eq("status", "active")
    .in("analyses.risk_level", ["high", "critical"])
    .gte("analyses.created_at", since)
    .order("id")
    .order("created_at", { ascending: false, referencedTable: "analyses" })
    .order("id", { ascending: false, referencedTable: "analyses" });
  if (error) throw error;
  return data.map((user: any) => ({
    id: user.id,
    name: user.name,
    analyses: user.analyses.map(({ id, title, risk_level }: any) => ({ id, title, risk_level })),
  }));
}
