// The columns of a forecast's intervals: "lower" and "upper", and a pair for each further level, "lower_95" and "upper_95".

interface Bounded {
  readonly lower?: number | null;
  readonly upper?: number | null;
  readonly further?: readonly { readonly level: number; readonly lower: number; readonly upper: number }[];
}

export function intervalHeads(further: readonly number[]): string[] {
  const named = further.map((level) => String(Number((100 * level).toPrecision(12))));
  return ["lower", "upper", ...named.flatMap((percent) => [`lower_${percent}`, `upper_${percent}`])];
}

/** Null where there were too few windows for a level. */
export function intervalCells(row: Bounded, further: readonly number[]): (number | null)[] {
  const ends = further.flatMap((level) => {
    const own = row.further?.find((one) => one.level === level);
    return [own?.lower ?? null, own?.upper ?? null];
  });
  return [row.lower ?? null, row.upper ?? null, ...ends];
}
