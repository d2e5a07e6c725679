/** Time left, as a bound: early stopping may end sooner. */
export function timeLeft(seconds: number): string {
  if (!(seconds > 0)) return "";
  if (seconds < 100) return `< ${Math.ceil(seconds)} s left`;
  return seconds < 6000 ? `< ${Math.ceil(seconds / 60)} min left` : `< ${Math.ceil(seconds / 3600)} h left`;
}
