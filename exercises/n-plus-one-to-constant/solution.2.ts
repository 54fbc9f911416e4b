import { supabase } from "supabase";

type Analysis = { id: number; title: string; risk_level: string };
type Digest = { id: number; name: string; analyses: Analysis[] };

// Two requests however many users there are: the users, then the analyses of all of them.
export default async function weeklyDigest(plan: string, since: string): Promise<Digest[]> {
  const { data: users, error } = await supabase
    .from("users")
    .select("id, name")
    .eq("plan", plan)
    .eq("status", "active")
    .order("id");
  if (error) throw error;
  if (users.length === 0) return [];

  const { data: rows, error: failure } = await supabase
    .from("analysis_results")
    .select("id, title, risk_level, user_id")
    .in("user_id", users.map((user: { id: number }) => user.id))
    .in("risk_level", ["high", "critical"])
    .gte("created_at", since)
    .order("created_at", { ascending: false })
    .order("id", { ascending: false });
  if (failure) throw failure;

  const byUser = new Map<number, Analysis[]>();
  for (const { user_id, ...analysis } of rows) {
    const list = byUser.get(user_id);
    if (list) list.push(analysis);
    else byUser.set(user_id, [analysis]);
  }
  return users.map((user: { id: number; name: string }) => ({
    ...user,
    analyses: byUser.get(user.id) ?? [],
  }));
}
