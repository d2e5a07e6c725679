/** Whether so many different values stand among these. */
export function hasDifferent(values: Iterable<number>, least: number): boolean {
  const seen = new Set<number>();
  for (const value of values) if (seen.add(value).size >= least) return true;
  return seen.size >= least;
}
