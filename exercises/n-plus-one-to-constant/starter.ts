import { supabase } from "supabase";

type Digest = {
  id: number;
  name: string;
  analyses: { id: number; title: string; risk_level: string }[];
};

export default async function weeklyDigest(plan: string, since: string): Promise<Digest[]> {
  const { data: users, error } = await supabase
    .from("users")
    .select("id, name")
    .eq("plan", plan)
    .eq("status", "active")
    .order("id");
  if (error) throw error;

  const digests: Digest[] = [];
  for (const user of users) {
    const { data: analyses, error } = await supabase
      .from("analysis_results")
      .select("id, title, risk_level")
      .eq("user_id", user.id)
      .in("risk_level", ["high", "critical"])
      .gte("created_at", since)
      .order("created_at", { ascending: false })
      .order("id", { ascending: false });
    if (error) throw error;
    digests.push({ id: user.id, name: user.name, analyses });
  }
  return digests;
}
