/** Minutes as people say them: "45 minutes", "2 hours", "1.5 hours". */
export function hours(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`;
  const whole = Math.round((minutes / 60) * 10) / 10;
  return `${whole} ${whole === 1 ? "hour" : "hours"}`;
}
