// Rows next to one another that are far from all others: a unit that was another one for a while, or a level. They are many, so they are no
// spikes; and they may begin or end with the series, so no level need come before or after them. Sorted values show them: the largest step
// between neighbours in size parts them from the others, and is larger than what either side spans.

import { log } from "../../core/math.ts";
import { knownValues } from "../../statistics/known-values.ts";
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
/** Cells of the range of all values, and how many of them in a row are empty where a third of it is: one fewer at each end, and some for rounding. */
const CELLS = 48;
const EMPTY = 12;

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
  const present = knownValues(values);
  if (present.length < FEWEST) return undefined;
  const oneSign = present.every((x) => x > 0) || present.every((x) => x < 0);
  return (
    (oneSign
      ? stretchOn(
          present.map((x) => log(Math.abs(x))),
          present,
          values,
          true,
        )
      : undefined) ?? stretchOn(present, present, values, false)
  );
}

/** The stretch that stands out on a scale: logarithms show factors, the values themselves distances. `values` are those of `given` that are known. */
function stretchOn(
  scaled: Float64Array,
  values: Float64Array,
  given: Float64Array,
  factors: boolean,
): Stretch | undefined {
  if (!mayPart(scaled)) return undefined;
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
  const rows: number[] = [];
  for (let row = 0; row < given.length; row++) if (!Number.isNaN(given[row])) rows.push(row);
  return {
    rows: rows.filter((_, at) => isFar(at)),
    stretches: stretches.map(([from, to]) => [rows[from], rows[to]]),
    level,
    others: usual,
    ...(factor !== undefined && { factor }),
  };
}

/** Whether any part of the range is empty that is long enough: a step that is as large as what either side spans is a third of it at least. Nothing is sorted for this. */
function mayPart(scaled: Float64Array): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < scaled.length; at++) {
    if (scaled[at] < least) least = scaled[at];
    if (scaled[at] > most) most = scaled[at];
  }
  const cell = (most - least) / CELLS;
  if (!(cell > 0 && cell < Number.POSITIVE_INFINITY)) return true;
  const seen = new Uint8Array(CELLS + 1);
  for (let at = 0; at < scaled.length; at++) seen[Math.floor((scaled[at] - least) / cell)] = 1;
  let empty = 0;
  for (const one of seen) {
    empty = one === 1 ? 0 : empty + 1;
    if (empty >= EMPTY) return true;
  }
  return false;
}

function stepTo(sorted: Float64Array, at: number): number {
  return sorted[at] - sorted[at - 1];
}
