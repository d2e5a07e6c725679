import { factorCholesky, solveLower, solveUpper } from "../estimation/cholesky.ts";
import { type Gains, type SmoothingState, smooth } from "./smoothing.ts";

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
  readonly #errors: Float64Array;
  readonly #effects: Float64Array[] = [];

  /** `places` of the season, 0 for none. */
  constructor(values: Float64Array, places: number, withTrend: boolean) {
    this.#values = values;
    this.#zeros = values.map((value) => (Number.isNaN(value) ? value : 0));
    this.#columns = [0, ...(withTrend ? [1] : []), ...Array.from({ length: places }, (_, i) => 2 + i)];
    this.#places = places;
    this.#errors = new Float64Array(values.length);
  }

  /**
   * Level, trend where there is one, and with `all` the season's places; else these stay as given. A trace of ridge ties what the errors do
   * not decide (a level moved into the places) to the given ones. `squares`: the sum of squared errors.
   */
  solve(gains: Gains, season: Float64Array, all: boolean): { initial: SmoothingState; squares: number } {
    const initial = new Float64Array(2 + this.#places);
    initial.set(season, 2);
    smooth(gains, initial.slice(), this.#values, this.#errors);
    const count = all ? this.#columns.length : this.#columns.length - this.#places;
    for (let i = 0; i < count; i++) {
      this.#effects[i] ??= new Float64Array(this.#values.length);
      const unit = new Float64Array(initial.length);
      unit[this.#columns[i]] = 1;
      smooth(gains, unit, this.#zeros, this.#effects[i]);
    }
    const normal = new Float64Array(count * count);
    const right = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j <= i; j++) normal[i * count + j] = dot(this.#effects[i], this.#effects[j]);
      normal[i * count + i] *= 1 + 1e-9;
      right[i] = -dot(this.#effects[i], this.#errors);
    }
    const kept = factorCholesky(normal, count);
    solveLower(normal, kept, count, right, 1);
    solveUpper(normal, kept, count, right, 1);
    for (let i = 0; i < count; i++) initial[this.#columns[i]] += right[i];
    smooth(gains, initial.slice(), this.#values, this.#errors);
    return { initial, squares: dot(this.#errors, this.#errors) };
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
