// Scalers: one shift and one scale per column, learnt from the training part of a split and from nothing else.
//
//   scaled = (value - shift) / scale            value = scaled * scale + shift

import { COPY, otherCopy } from "../core/copy.ts";
import { DataError, FormatError, OptionError } from "../core/errors.ts";
import { quoteCell, suggestNames } from "../core/nearest-names.ts";
import { NUMBERS, names, refuseValue, requireOption, TEXT } from "../core/option-rules.ts";
import { isConstant } from "../statistics/constant.ts";
import { mean } from "../statistics/mean.ts";
import { quantileSorted } from "../statistics/quantile.ts";
import { variance } from "../statistics/variance.ts";
import type { Series } from "./series/series.ts";
import { SERIES } from "./table/series-rule.ts";
import { TrainingSeries } from "./training-series.ts";

export type ScalerKind = "min-max" | "standard" | "robust";

export interface ColumnScale {
  readonly shift: number;
  /** Never 0: 1 for a constant column. */
  readonly scale: number;
}

/** A fitted scaler as plain data. */
export interface ScalerJson {
  readonly kind: ScalerKind;
  readonly columns: Readonly<Record<string, ColumnScale>>;
}

/**
 * What all scalers share. `fit` takes only the training part that `split` returns: fitting before splitting does not
 * compile, and throws. Missing values (NaN) are left out when fitting and stay missing.
 */
export abstract class Scaler {
  abstract readonly kind: ScalerKind;
  #scales: ReadonlyMap<string, ColumnScale> = new Map();
  #fitted = false;

  /** Shift and scale of ascending values; a scale that divides nothing (0, or next to it) becomes 1. */
  protected abstract measure(sorted: Float64Array): ColumnScale;

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** Names of the columns it was fitted on. */
  get columns(): readonly string[] {
    return [...this.#scales.keys()];
  }

  /**
   * Learns shift and scale of each column from the training part.
   *
   * Throws OptionError SCALER_NEEDS_TRAINING for any other series, DataError for a column without values or too large.
   */
  fit(training: TrainingSeries, columns: readonly string[] = training.columns): this {
    if (!((training as unknown) instanceof TrainingSeries)) {
      if (otherCopy(training)) throw refuseValue("scaler", "training", "the training part", training);
      throw new OptionError(
        "SCALER_NEEDS_TRAINING",
        "scaler",
        "fit takes the training part only, or it would see the rows it is tested on",
        { remedies: [["split first: ", { call: "fit(split(series, ...).train)" }]] },
      );
    }
    requireOption("scaler", "columns", names, columns);
    const scales = new Map<string, ColumnScale>();
    for (const name of columns) {
      const values = training.column(name).filter((value) => !Number.isNaN(value));
      if (values.length === 0) {
        throw new DataError(
          "SCALER_NO_VALUES",
          training.name,
          `column ${quoteCell(name)} has no value in the training part (${training.span()})`,
          { place: { column: name, said: true }, remedies: ["choose a longer part or another column"] },
        );
      }
      const { shift, scale } = this.measure(values.sort());
      if (!Number.isFinite(shift) || !Number.isFinite(scale)) {
        throw new DataError(
          "SCALER_OVERFLOW",
          training.name,
          `the values of column ${quoteCell(name)} are too large to scale (${values[0]} to ${values[values.length - 1]})`,
          { place: { column: name, said: true }, remedies: ["give the column in a larger unit"] },
        );
      }
      // A scale of nothing, of rounding alone, or one so small that a value divided by it is infinite, is that of a constant column.
      const constant = isConstant(values[0], values[values.length - 1]);
      const farthest = Math.max(values[values.length - 1] - shift, shift - values[0]);
      // JSON knows no -0: as 0 it scales to the same bits after a file as before.
      scales.set(name, {
        shift: shift + 0,
        scale: !constant && scale > 0 && Number.isFinite(farthest / scale) ? scale : 1,
      });
    }
    this.#scales = scales;
    this.#fitted = true;
    return this;
  }

  /** Values of a column in scaled units. Throws OptionError when the column was not fitted. */
  transform(column: string, values: ArrayLike<number>): Float64Array {
    requireOption("scaler", "values", NUMBERS, values);
    const { shift, scale } = this.scaleOf(column);
    return Float64Array.from(values, (value) => (value - shift) / scale);
  }

  /** Scaled values back in the column's units: what `transform` undoes. */
  inverse(column: string, values: ArrayLike<number>): Float64Array {
    requireOption("scaler", "values", NUMBERS, values);
    const { shift, scale } = this.scaleOf(column);
    return Float64Array.from(values, (value) => value * scale + shift);
  }

  /** The series with every fitted column in scaled units. Throws OptionError SCALER_UNFITTED before fit(). */
  transformSeries(series: Series): Series {
    requireOption("scaler", "series", SERIES, series);
    if (!this.#fitted) this.scaleOf(series.columns[0] ?? "");
    return series.withColumns(new Map(this.columns.map((name) => [name, this.transform(name, series.column(name))])));
  }

  /** Shift and scale of a column. */
  scaleOf(column: string): ColumnScale {
    requireOption("scaler", "column", TEXT, column);
    const found = this.#scales.get(column);
    if (found !== undefined) return found;
    throw new OptionError(
      "SCALER_UNFITTED",
      "scaler",
      `was not fitted on column ${quoteCell(column)}`,
      this.columns.length === 0
        ? { found: column, remedies: [["call ", { call: "fit" }, " first"]] }
        : { found: column, context: suggestNames(column, this.columns) },
    );
  }

  toJSON(): ScalerJson {
    return { kind: this.kind, columns: Object.fromEntries(this.#scales) };
  }

  /** Takes over the columns of `json`. Throws FormatError when it is not a scaler of this kind. */
  protected restore(json: ScalerJson): this {
    const columns = json?.columns;
    const isNamed = typeof columns === "object" && columns !== null && !Array.isArray(columns);
    const valid = json?.kind === this.kind && isNamed && Object.values(columns).every(isScale);
    if (!valid) {
      throw new FormatError(
        "SCALER_FORMAT",
        "scaler",
        `needs { kind: "${this.kind}", columns: { name: { shift, scale } } } with finite numbers`,
      );
    }
    this.#scales = new Map(Object.entries(columns));
    this.#fitted = true;
    return this;
  }
}

function isScale(entry: ColumnScale | null): boolean {
  return entry !== null && Number.isFinite(entry.shift) && Number.isFinite(entry.scale) && entry.scale !== 0;
}

/** The smallest training value becomes 0 and the largest 1. Later values may lie outside. */
export class MinMaxScaler extends Scaler {
  readonly kind = "min-max" as const;

  protected override measure(sorted: Float64Array): ColumnScale {
    return { shift: sorted[0], scale: sorted[sorted.length - 1] - sorted[0] };
  }

  static fromJSON(json: ScalerJson): MinMaxScaler {
    return new MinMaxScaler().restore(json);
  }
}

/** The training mean becomes 0 and its standard deviation (divided by n, as scikit-learn does) 1. */
export class StandardScaler extends Scaler {
  readonly kind = "standard" as const;

  protected override measure(sorted: Float64Array): ColumnScale {
    // A constant column has no deviation: the mean's rounding must not make one.
    if (sorted[0] === sorted[sorted.length - 1]) return { shift: sorted[0], scale: 0 };
    return { shift: mean(sorted), scale: Math.sqrt(variance(sorted)) };
  }

  static fromJSON(json: ScalerJson): StandardScaler {
    return new StandardScaler().restore(json);
  }
}

/** The training median becomes 0 and the distance between its quartiles 1: outliers do not move it. */
export class RobustScaler extends Scaler {
  readonly kind = "robust" as const;

  protected override measure(sorted: Float64Array): ColumnScale {
    return { shift: quantileSorted(sorted, 0.5), scale: quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25) };
  }

  static fromJSON(json: ScalerJson): RobustScaler {
    return new RobustScaler().restore(json);
  }
}
