import { supabase } from "supabase";

// forEach does not wait for the promises its function returns.
export default async function weeklyDigest(plan: string, since: string) {
  const { data: users, error } = await supabase
    .from("users")
    .select("id, name")
    .eq("plan", plan)
    .eq("status", "active")
    .order("id");
  if (error) throw error;
  const digests: unknown[] = [];
  users.forEach(async (user: { id: number; name: string }) => {
    const { data: analyses } = await supabase
      .from("analysis_results")
      .select("id, title, risk_level")
      .eq("user_id", user.id)
      .in("risk_level", ["high", "critical"])
      .gte("created_at", since)
      .order("created_at", { ascending: false })
      .order("id", { ascending: false });
    digests.push({ ...user, analyses });
  });
  return digests;
}
