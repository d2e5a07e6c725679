// What `recurra predict` found, as plain data: the document of --json, and what the terminal and the file are written from.

import type { BacktestSummary, Finding, Forecaster, TrainingSummary } from "recurra";
import type { PredictSource } from "./predict-data.ts";
import type { PredictSettings } from "./settings.ts";

export interface PredictedRow {
  readonly time: string;
  readonly value: number;
  /** The ends of the interval; null where the model has none. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** The true value, where the file has it. */
  readonly actual: number | null;
  /** Whether the row lies among those that the model was fitted on; null where the times cannot be compared. */
  readonly seenByFit: boolean | null;
}

export interface PredictResult {
  readonly format: "recurra-predict/1";
  readonly target: string;
  readonly model: {
    readonly file: string;
    readonly cell: string;
    readonly hiddenSize: number;
    readonly numLayers: number;
    readonly inputs: readonly string[];
    readonly lookback: number;
    readonly horizon: number;
    readonly seed: number;
    readonly mode: string;
    readonly training: TrainingSummary;
    /** How a model of these settings scored on rows that it had not seen; null where the file does not tell. */
    readonly backtest: BacktestSummary | null;
  };
  readonly data: {
    readonly file: string;
    readonly rows: number;
    readonly from: string;
    readonly to: string;
    readonly clock: string;
    readonly step: string;
    readonly findings: readonly Finding[];
    readonly notes: readonly string[];
  };
  /** The last row that the forecast knows of, where --from named an earlier one than the file's last. */
  readonly asOf: string | null;
  /** Share of truths that the intervals are to hold; null where there are none, for the reason in `note`. */
  readonly level: number | null;
  readonly note: string | null;
  readonly forecast: readonly PredictedRow[];
  /** Mean absolute errors over the rows whose true values are known: of the model, and of repeating the last value. */
  readonly errors: { readonly rows: number; readonly mae: number; readonly lastValueMae: number } | null;
  readonly files: { readonly forecast?: string };
}

/** Forecasts, and puts beside each row what is known of it. */
export function predictResult(
  library: typeof import("recurra"),
  forecaster: Forecaster,
  { series, origin, findings }: PredictSource,
  settings: PredictSettings,
): PredictResult {
  const { training } = forecaster;
  const { cell: _, ...form } = forecaster.settings;
  const { times } = series;
  const target = series.column(forecaster.target);
  const known = Math.min(forecaster.horizon, series.length - origin);
  const comparable = (times.kind === "row") === (training.clock === "row");
  const rows = forecaster.predict(series.slice(0, origin)).map((row, step): PredictedRow => {
    const at = origin + step;
    const isKnown = step < known;
    const actual = isKnown && !Number.isNaN(target[at]) ? target[at] : null;
    const within = isKnown && times.at(at) >= training.fittedRows.from && times.at(at) <= training.fittedRows.to;
    return {
      // What the file has of these rows is their time; a clock can only suppose it.
      time: isKnown ? times.label(at) : row.time,
      value: row.value,
      lower: row.lower ?? null,
      upper: row.upper ?? null,
      actual,
      seenByFit: comparable ? within : isKnown ? null : false,
    };
  });
  const scored = rows.filter((row) => row.actual !== null);
  const actual = scored.map((row) => row.actual as number);
  const last = actual.map(() => target[origin - 1]);
  return {
    format: "recurra-predict/1",
    target: forecaster.target,
    model: {
      file: settings.model,
      cell: forecaster.name,
      hiddenSize: form.hiddenSize,
      numLayers: form.numLayers,
      inputs: form.inputs,
      lookback: forecaster.lookback,
      horizon: forecaster.horizon,
      seed: form.seed,
      mode: form.mode,
      training,
      backtest: forecaster.backtest ?? null,
    },
    data: {
      file: settings.file,
      rows: series.length,
      from: times.label(0),
      to: times.label(series.length - 1),
      clock: times.kind,
      step: times.step,
      findings,
      notes: series.notes,
    },
    asOf: settings.from === undefined ? null : times.label(origin - 1),
    level: rows[0].lower === null ? null : (forecaster.intervals?.level ?? null),
    note: rows[0].lower === null ? (forecaster.intervals?.note ?? "the fit had no rows to size them on") : null,
    forecast: rows,
    errors:
      scored.length === 0
        ? null
        : {
            rows: scored.length,
            mae: library.mae(
              actual,
              scored.map((row) => row.value),
            ),
            lastValueMae: library.mae(actual, last),
          },
    files: settings.out === undefined ? {} : { forecast: settings.out },
  };
}
