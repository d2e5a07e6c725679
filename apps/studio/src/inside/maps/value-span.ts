/** A span of values that begins and ends at round numbers. */
export type Span = readonly [least: number, most: number];

/** The span of all these numbers, rounded outwards to a step of a fifth or so; that of before stays while it fits and is not twice too wide. */
export function spanOf(lines: readonly (readonly (number | null)[])[], before?: Span): Span {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const line of lines)
    for (const value of line)
      if (value !== null && Number.isFinite(value)) [least, most] = [Math.min(least, value), Math.max(most, value)];
  if (least > most) return before ?? [0, 1];
  if (before && least >= before[0] && most <= before[1] && most - least > (before[1] - before[0]) / 2) return before;
  if (least === most) [least, most] = [least - 1, most + 1];
  const step = roundStep((most - least) / 5);
  return [Math.floor(least / step) * step, Math.ceil(most / step) * step];
}

/** 1, 2 or 5 times a power of ten, at least this. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((times) => times * power >= least * 0.999) ?? 10) * power;
}
