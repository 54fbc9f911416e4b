import { supabase } from "supabase";

// Batches make the number smaller and let it grow all the same.
export default async function weeklyDigest(plan: string, since: string) {
  const { data: users, error } = await supabase
    .from("users")
    .select("id, name")
    .eq("plan", plan)
    .eq("status", "active")
    .order("id");
  if (error) throw error;
  const digests = [];
  for (let start = 0; start < users.length; start += 10) {
    const batch = users.slice(start, start + 10);
    const { data, error } = await supabase
      .from("analysis_results")
      .select("id, title, risk_level, user_id")
      .in("user_id", batch.map((user: { id: number }) => user.id))
      .in("risk_level", ["high", "critical"])
      .gte("created_at", since)
      .order("created_at", { ascending: false })
      .order("id", { ascending: false });
    if (error) throw error;
    for (const user of batch) {
      const analyses = data
        .filter((row: { user_id: number }) => row.user_id === user.id)
        .map(({ id, title, risk_level }: any) => ({ id, title, risk_level }));
      digests.push({ ...user, analyses });
    }
  }
  return digests;
}
