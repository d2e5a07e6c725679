// Rows next to one another that are far from all others: a unit that was another one for a while, or a level. They are many, so they are no
// spikes; and they may begin or end with the series, so no level need come before or after them. Sorted values show them: the largest step
// between neighbours in size parts them from the others, and is larger than what either side spans.

import { log } from "../../core/math.ts";
import { median } from "../../statistics/median.ts";
import { hasDifferent } from "./different.ts";
import { unitFactor } from "./unit-factor.ts";

/** Fewer values, or fewer different ones, say nothing of what is usual. */
const FEWEST = 60;
const FEWEST_DIFFERENT = 5;
/** One far value or two are spikes. */
const SHORTEST = 3;
/** What comes more often than this comes and goes. */
const MOST_STRETCHES = 3;
/** Times the span of the values on either side of the step: for a factor between units, and for any other distance. */
const CLEAR_OF_UNIT = 1;
const CLEAR = 4;

/** Far rows, ascending, the first and last row of each stretch of them, and what they and the others are about. */
interface Stretch {
  readonly rows: readonly number[];
  readonly stretches: readonly (readonly [number, number])[];
  readonly level: number;
  readonly others: number;
  /** How many times the others they are, where that is a factor between units. */
  readonly factor?: number;
}

/** The far stretch of a series, if it has one. NaN is a missing value. */
export function findStretch(values: Float64Array): Stretch | undefined {
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) rows.push(row);
  if (rows.length < FEWEST) return undefined;
  const present = Float64Array.from(rows, (row) => values[row]);
  const oneSign = present.every((x) => x > 0) || present.every((x) => x < 0);
  return (
    (oneSign
      ? stretchOn(
          present.map((x) => log(Math.abs(x))),
          present,
          rows,
          true,
        )
      : undefined) ?? stretchOn(present, present, rows, false)
  );
}

/** The stretch that stands out on a scale: logarithms show factors, the values themselves distances. */
function stretchOn(
  scaled: Float64Array,
  values: Float64Array,
  rows: readonly number[],
  factors: boolean,
): Stretch | undefined {
  const sorted = Float64Array.from(scaled).sort();
  const { length } = sorted;
  let border = 1;
  for (let at = 2; at < length; at++) if (stepTo(sorted, at) > stepTo(sorted, border)) border = at;
  const span = Math.max(sorted[border - 1] - sorted[0], sorted[length - 1] - sorted[border]);
  const step = stepTo(sorted, border);
  if (!(step >= CLEAR_OF_UNIT * span)) return undefined;
  const above = length - border <= length / 2;
  const isFar = (at: number) => scaled[at] >= sorted[border] === above;
  const stretches: [number, number][] = [];
  for (let at = 0; at < length; at++) {
    if (!isFar(at)) continue;
    if (at > 0 && isFar(at - 1)) stretches[stretches.length - 1][1] = at;
    else if (stretches.push([at, at]) > MOST_STRETCHES) return undefined;
  }
  if (stretches.some(([from, to]) => to - from + 1 < SHORTEST)) return undefined;
  const others = values.filter((_, at) => !isFar(at));
  if (!hasDifferent(others, FEWEST_DIFFERENT)) return undefined;
  const [level, usual] = [median(values.filter((_, at) => isFar(at))), median(others)];
  const factor = factors ? unitFactor(level / usual, true) : undefined;
  if (factor === undefined && !(step >= CLEAR * span)) return undefined;
  return {
    rows: rows.filter((_, at) => isFar(at)),
    stretches: stretches.map(([from, to]) => [rows[from], rows[to]]),
    level,
    others: usual,
    ...(factor !== undefined && { factor }),
  };
}

function stepTo(sorted: Float64Array, at: number): number {
  return sorted[at] - sorted[at - 1];
}
