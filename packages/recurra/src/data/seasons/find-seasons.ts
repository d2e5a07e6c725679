// Which seasons rows show: a season of s rows is a line in the spectrum at 1 / s and its multiples that stands out from the frequencies
// beside it. What is beside a line is the spectrum of the same series, so that neither a random walk nor any other memory makes a season,
// and the lines of a day that lie among those of a week (every seventh) are left out of the test of the week, so that a day makes no week.

import { log } from "../../core/math.ts";
import { blockOf, changesOfBlocks } from "./blocks.ts";
import { clipped } from "./clipped.ts";
import { periodogram } from "./periodogram.ts";
import type { Season } from "./season.ts";

/** How rarely noise shows one season, in theory; three are looked for. */
const ALARM = 0.01;
/** A season that holds a smaller share of what shorter ones leave is of no use, however sure. */
const LEAST = 0.01;
/** Lines of a season that are tested. */
const LINES = 8;
/** Frequencies on each side that a line is compared with. */
const BESIDE = 5;
/** From so many cycles on, a season that changes slowly is wider than one frequency. */
const WIDE = 8;
/** Changes that are looked at, from the end: what so many do not show is not worth its name. */
const CHANGES = 8192;

/**
 * Those of the candidates, shortest first, that values show, each held at least twice.
 *
 * Of a candidate of s rows the means of blocks of rows (about 48 a season) are taken, and their changes, so that a trend does not count;
 * changes that are spikes are cut. I(f) is the periodogram of these. At each of the first lines f = h / s that no shorter candidate has,
 *
 *   F_h = I(f) / mean of I over m frequencies beside f,   P_h = P(F > F_h) = (1 + F_h / m)^-m,
 *
 * which is exact for white noise. The P of n lines are taken together twice: as the least of 2^k P_k, k counting them from 1, for most of a
 * slow season is in its first line; and, x being the sum of -log P_k, as the probability e^-x (1 + x + ... + x^(n-1) / (n-1)!) of their
 * product, for a sharp one is in all. A season is found where twice the smaller one is below 0.01, and its lines hold at least 1 % of the
 * variance that the shorter candidates' lines leave.
 *
 * Shape: values on the grid of the clock, [slots], NaN where there is none.
 * Source: the F test of a line in a spectrum, Thomson 1982 (Proc. IEEE 70, 1055-1096), with the frequencies beside it for background;
 * products of probabilities, Fisher 1932; lines of seasons in the spectrum of changes, Soukup and Findley 1999 (X-12-ARIMA).
 */
export function findSeasons(values: Float64Array, candidates: readonly Season[]): Season[] {
  return candidates.filter(({ rows }, at) => shows(values, rows, candidates.slice(0, at)));
}

function shows(values: Float64Array, rows: number, shorter: readonly Season[]): boolean {
  const block = blockOf(rows, shorter);
  const cycles = Math.floor(Math.min(values.length, CHANGES * block) / rows);
  if (cycles < 2) return false;
  const span = cycles * rows;
  const changes = changesOfBlocks(values, block, Math.floor(span / block));
  // A third of the changes has to be known.
  if (3 * changes.reduce((sum, change) => sum + (Number.isNaN(change) ? 0 : 1), 0) < changes.length) return false;
  const cut = clipped(changes);
  fillHoles(cut, changes, Math.round((shorter.at(-1)?.rows ?? 0) / block));
  /** I at so many waves in all rows. */
  const power = memoised((waves) => periodogram(cut, (waves * block) / span));
  const highest = span / block / 2;

  const probabilities: number[] = [];
  let held = 0;
  let left = (cut.length / 2) * cut.reduce((sum, change) => sum + change * change, 0);
  for (let line = 1; line * cycles <= highest; line++) {
    const waves = line * cycles;
    if (shorter.some((season) => isWhole((line * season.rows) / rows))) {
      left -= power(waves);
    } else if (line <= LINES) {
      const beside = wavesBeside(waves, cycles, highest).map(power);
      if (beside.length < 2) continue;
      const background = beside.reduce((sum, one) => sum + one, 0) / beside.length;
      // At the highest frequency a wave has no phase, and its power twice the mean.
      const own = power(waves) / (waves === highest ? 2 : 1);
      probabilities.push(own === 0 ? 1 : tail(own / background, beside.length));
      held += Math.max(0, own - background);
    }
  }
  return held >= LEAST * left && together(probabilities) < ALARM;
}

/** Where a change is not known, the mean of the others at its place in a shorter season of so many: else that season is in all lines. */
function fillHoles(cut: Float64Array, changes: Float64Array, season: number): void {
  if (season < 2) return;
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  changes.forEach((change, i) => {
    if (Number.isNaN(change)) return;
    sums[i % season] += cut[i];
    counts[i % season]++;
  });
  changes.forEach((change, i) => {
    if (Number.isNaN(change) && counts[i % season] > 0) cut[i] = sums[i % season] / counts[i % season];
  });
}

/** Numbers of waves beside a line, the nearest first, as many below as above but for one; none is a line of a season of `cycles`. */
function wavesBeside(line: number, cycles: number, highest: number): number[] {
  const take = (step: 1 | -1): number[] => {
    const found: number[] = [];
    const first = line + step * (cycles >= WIDE ? 2 : 1);
    for (let waves = first; waves >= 1 && waves < highest && found.length < BESIDE; waves += step) {
      if (waves % cycles !== 0) found.push(waves);
    }
    return found;
  };
  const [below, above] = [take(-1), take(1)];
  // Where the spectrum rises or falls, frequencies of one side alone would make a line stand out.
  return [...below.slice(0, above.length + 1), ...above.slice(0, below.length + 1)];
}

/** P(F > ratio) for F of 2 and 2 m degrees of freedom. */
function tail(ratio: number, m: number): number {
  let power = 1;
  for (let i = 0; i < m; i++) power *= 1 + ratio / m;
  return 1 / power;
}

/** The probability of several that are independent: twice the smaller one of that of the least, weighted, and that of their product. */
function together(probabilities: readonly number[]): number {
  let least = 1;
  let x = 0;
  let product = 1;
  let weight = 1;
  for (const p of probabilities) {
    weight *= 2;
    least = Math.min(least, weight * p);
    x -= log(p);
    product *= p;
  }
  let term = 1;
  let sum = 0;
  for (let k = 1; k <= probabilities.length; k++) {
    sum += term;
    term *= x / k;
  }
  return 2 * Math.min(least, product === 0 ? 0 : product * sum);
}

function memoised(find: (key: number) => number): (key: number) => number {
  const found = new Map<number, number>();
  return (key) => {
    const known = found.get(key) ?? find(key);
    found.set(key, known);
    return known;
  };
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}
