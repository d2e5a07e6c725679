/** The steps that are drawn of an unrolled layer, and how many are folded at its two sides. */
export interface UnrolledSteps {
  readonly from: number;
  /** The one behind the last. */
  readonly to: number;
  readonly before: number;
  readonly after: number;
}

/** At most `room` steps around step t; the window moves only when t would leave its inner half, so that a walk along it is calm. */
export function unrollAround(t: number, steps: number, room: number, last?: UnrolledSteps): UnrolledSteps {
  const count = Math.min(steps, Math.max(1, room));
  const margin = Math.floor(count / 4);
  const same = last !== undefined && last.to - last.from === count && last.to <= steps;
  let from = same ? last.from : t - Math.floor(count / 2);
  if (t < from + margin) from = t - margin;
  if (t > from + count - 1 - margin) from = t - (count - 1 - margin);
  from = Math.min(Math.max(from, 0), steps - count);
  return { from, to: from + count, before: from, after: steps - from - count };
}
