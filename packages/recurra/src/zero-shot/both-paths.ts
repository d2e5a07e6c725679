import type { ForecastPath } from "../linear/forecast-path.ts";
import { LinearPath } from "../linear/linear-path.ts";
import { PretrainedPath } from "./pretrained-path.ts";

/** The mean of a linear path and a pretrained network's: each errs where the other one does not. */
export class BothPaths implements ForecastPath {
  readonly linear: LinearPath;
  readonly pretrained: PretrainedPath;
  readonly isSimple = false;

  constructor(linear: LinearPath, pretrained: PretrainedPath) {
    this.linear = linear;
    this.pretrained = pretrained;
  }

  get horizon(): number {
    return this.linear.horizon;
  }

  get lookback(): number {
    return Math.max(this.linear.lookback, this.pretrained.lookback);
  }

  get looksAhead(): boolean {
    return this.linear.looksAhead;
  }

  forecast(
    values: Float64Array,
    origins: ArrayLike<number>,
    ahead: readonly Float64Array[] = [],
    begins?: ArrayLike<number>,
  ): Float64Array {
    const other = this.pretrained.forecast(values, origins, ahead, begins);
    return this.linear.forecast(values, origins, ahead).map((value, at) => (value + other[at]) / 2);
  }

  /** Forecasts [n * horizon] of the rows after each of some values; of these the rows that are needed are read. */
  forecastEach(windows: readonly Float64Array[]): Float64Array {
    const other = this.pretrained.forecastEach(windows);
    return this.linear.forecastEach(windows).map((value, at) => (value + other[at]) / 2);
  }
}

/** What forecasts beside a network that is trained, or without one. */
export type Path = LinearPath | PretrainedPath | BothPaths;

/** Which of the paths forecast. */
export type PathKind = "linear" | "pretrained" | "both";

export function linearOf(path: Path | undefined): LinearPath | undefined {
  return path instanceof BothPaths ? path.linear : path instanceof LinearPath ? path : undefined;
}

export function pretrainedOf(path: Path | undefined): PretrainedPath | undefined {
  return path instanceof BothPaths ? path.pretrained : path instanceof PretrainedPath ? path : undefined;
}

/** The path of these parts that is of a kind, or of what there is of it. */
export function joinPaths(
  linear: LinearPath | undefined,
  pretrained: PretrainedPath | undefined,
  kind: PathKind,
): Path | undefined {
  if (linear === undefined || pretrained === undefined) return linear ?? pretrained;
  return kind === "both" ? new BothPaths(linear, pretrained) : kind === "linear" ? linear : pretrained;
}
