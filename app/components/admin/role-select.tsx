/** The three roles to choose from, small, named for who hears the page. */
export function RoleSelect({ label, chosen }: { label: string; chosen: string }) {
  return (
    <select
      name="role"
      aria-label={label}
      defaultValue={chosen}
      className="h-8 rounded-md border border-line-strong bg-raised px-2 text-sm text-ink"
    >
      <RoleOptions />
    </select>
  );
}

export function RoleOptions() {
  return (
    <>
      <option value="learner">Learner</option>
      <option value="instructor">Instructor</option>
      <option value="admin">Administrator</option>
    </>
  );
}
