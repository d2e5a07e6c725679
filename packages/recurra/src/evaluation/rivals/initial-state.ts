import { factorCholesky, solveLower, solveUpper } from "../estimation/cholesky.ts";
import { dot, placeSums } from "./season-sums.ts";
import { type Gains, type SmoothingState, smooth } from "./smoothing.ts";
import { squaresFrom, unitSums } from "./smoothing-sums.ts";

/**
 * The initial states of smoothing that are best for gains. The errors are linear in the state before the first value, so that its numbers
 * are those of least squares on the errors that a unit of each makes by itself.
 */
export class InitialState {
  readonly #values: Float64Array;
  /** The values where all that are known are 0. */
  readonly #zeros: Float64Array;
  readonly #columns: readonly number[];
  readonly #places: number;
  readonly #withTrend: boolean;
  readonly #isWhole: boolean;
  readonly #errors: Float64Array;
  readonly #effects: Float64Array[] = [];

  /** `places` of the season, 0 for none. */
  constructor(values: Float64Array, places: number, withTrend: boolean) {
    this.#values = values;
    this.#zeros = values.map((value) => (Number.isNaN(value) ? value : 0));
    this.#columns = [0, ...(withTrend ? [1] : []), ...Array.from({ length: places }, (_, i) => 2 + i)];
    this.#places = places;
    this.#withTrend = withTrend;
    this.#isWhole = !values.some(Number.isNaN);
    this.#errors = new Float64Array(values.length);
  }

  /**
   * Level, trend where there is one, and with `all` the season's places; else these stay as given. A trace of ridge ties what the errors do
   * not decide (a level moved into the places) to the given ones. `squares`: the sum of squared errors.
   */
  solve(gains: Gains, season: Float64Array, all: boolean): { initial: SmoothingState; squares: number } {
    const initial = new Float64Array(2 + this.#places);
    initial.set(season, 2);
    const { normal, own } = this.#sums(gains, initial, all && this.#places > 0);
    const count = own.length;
    const right = own.map((sum) => -sum);
    for (let i = 0; i < count; i++) normal[i * count + i] *= 1 + 1e-9;
    const kept = factorCholesky(normal, count);
    solveLower(normal, kept, count, right, 1);
    solveUpper(normal, kept, count, right, 1);
    for (let i = 0; i < count; i++) initial[this.#columns[i]] += right[i];
    return { initial, squares: squaresFrom(gains, initial, this.#values) };
  }

  /** Sums of products of what units of the state make, lower triangle, and of these and the errors. */
  #sums(gains: Gains, initial: SmoothingState, all: boolean): { normal: Float64Array; own: Float64Array } {
    const places = initial.subarray(2);
    if (!all) {
      const { ll, lt, tt, le, te } = unitSums(gains, places, this.#values);
      return this.#withTrend
        ? { normal: Float64Array.of(ll, 0, lt, tt), own: Float64Array.of(le, te) }
        : { normal: Float64Array.of(ll), own: Float64Array.of(le) };
    }
    return this.#isWhole ? placeSums(gains, places, this.#values, this.#withTrend) : this.#sumsOfEach(gains, initial);
  }

  /** Those of every place by itself: where values are missing no place is like another. */
  #sumsOfEach(gains: Gains, initial: SmoothingState): { normal: Float64Array; own: Float64Array } {
    smooth(gains, initial.slice(), this.#values, this.#errors);
    const count = this.#columns.length;
    const normal = new Float64Array(count * count);
    const own = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      this.#effects[i] ??= new Float64Array(this.#values.length);
      const unit = new Float64Array(initial.length);
      unit[this.#columns[i]] = 1;
      smooth(gains, unit, this.#zeros, this.#effects[i]);
      for (let j = 0; j <= i; j++) normal[i * count + j] = dot(this.#effects[i], this.#effects[j]);
      own[i] = dot(this.#effects[i], this.#errors);
    }
    return { normal, own };
  }
}
