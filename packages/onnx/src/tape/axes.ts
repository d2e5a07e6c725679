// Sizes that stay open. A tape knows numbers alone, so a function runs several times, each time with other sizes of the axes that have
// names; from what a size was in each run follows what it is made of:
//
//   factor * (product of some axes) + more        such as 2 * batch * time, or time - 1
//
// The first run is compared with one for each axis that is changed alone, which finds the axes, the factor and the rest; a further run, with
// all axes changed, is the check. A size of another form is none, and whoever needs it refuses it. Two last runs have the sizes of the first: what
// differs then hangs on no size.

import type { Dim } from "../graph/value.ts";

/** What a number is made of. The axes by their places; none where it is the same in all runs. */
export interface Size {
  readonly factor: number;
  readonly axes: readonly number[];
  readonly more: number;
}

export class Axes {
  readonly names: readonly string[];
  /** The size of each axis, run by run. */
  readonly runs: readonly (readonly number[])[];

  constructor(names: readonly string[]) {
    this.names = names;
    const primes = firstPrimes(3 * names.length);
    const at = (which: number) => (_: string, axis: number) => primes[3 * axis + which];
    const first = names.map(at(0));
    const alone = names.map((_, changed) =>
      first.map((size, axis) => (axis === changed ? primes[3 * axis + 1] : size)),
    );
    this.runs = [first, ...alone, names.map(at(2)), first, first];
  }

  /** What a number is made of that was `found`, run by run; undefined where it has no such form. */
  size(found: readonly number[]): Size | undefined {
    const [first] = found;
    if (found.every((one) => Object.is(one, first))) return { factor: first, axes: [], more: 0 };
    const [sizes] = this.runs;
    const axes = sizes.flatMap((_, axis) => (found[axis + 1] === first ? [] : [axis]));
    if (axes.length === 0) return undefined;
    const product = (run: readonly number[]): number => axes.reduce((all, axis) => all * run[axis], 1);
    const [axis] = axes;
    const slope = (found[axis + 1] - first) / (this.runs[axis + 1][axis] - sizes[axis]);
    const factor = tidy((slope * sizes[axis]) / product(sizes));
    const size = { factor, axes, more: tidy(first - factor * product(sizes)) };
    return found.every((one, run) => near(factor * product(this.runs[run]) + size.more, one)) ? size : undefined;
  }

  /** A size as a shape has it: a number, or words of names. */
  dim({ factor, axes, more }: Size): Dim {
    if (axes.length === 0) return factor;
    const names = axes.map((axis) => this.names[axis]).join("*");
    return `${factor === 1 ? "" : `${factor}*`}${names}${more === 0 ? "" : more < 0 ? more : `+${more}`}`;
  }

  /** The sizes of a run, in words: "batch 2, time 7". */
  wordRun(run: number): string {
    return this.names.map((name, axis) => `${name} ${this.runs[run][axis]}`).join(", ");
  }

  /** Whether runs of the same sizes found the same. */
  isSteady(found: readonly unknown[]): boolean {
    return found.slice(-2).every((one) => JSON.stringify(one) === JSON.stringify(found[0]));
  }

  /** What was found in each run, in words: "1 at batch 2, 4 at batch 3". */
  wordRuns(found: readonly unknown[]): string {
    const words = found.map(
      (one, run) => `${JSON.stringify(one)}${this.names.length === 0 ? "" : ` at ${this.wordRun(run)}`}`,
    );
    return [...new Set(words)].join(", then ");
  }
}

/** Whether two numbers are the same but for rounding. */
function near(a: number, b: number): boolean {
  return (
    Object.is(a, b) ||
    (Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)))
  );
}

/** A whole number where rounding has left nearly one. */
function tidy(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= 1e-9 * Math.max(1, Math.abs(whole)) ? whole : value;
}

/** The first primes: sizes that are not made of each other. */
function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}
