// A forecast by a model that was fitted before, with what is known of each of its rows: the other half of the honest protocol. That a
// true value stands beside a forecast proves nothing when the fit has seen it, so each row says whether it has.

import { instance, requireArguments } from "../core/option-rules.ts";
import type { Series } from "../data/index.ts";
import { SERIES } from "../data/table/series-rule.ts";
import { mae } from "../evaluation/index.ts";
import { Forecaster } from "../forecast/index.ts";
import { hasNetwork } from "../forecast/settings/forecaster-options.ts";
import { reportAhead } from "./build-result.ts";
import { checkPredictionData, type PredictionSettings, readPredictionSettings } from "./prediction-data.ts";
import type { PredictedRow, PredictionResult } from "./prediction-result.ts";

const ARGUMENTS = { forecaster: instance("a fitted Forecaster", Forecaster), series: SERIES };

/**
 * The next rows of a series, or those from `settings.from` on with the true values beside them. Throws DataError or OptionError for a
 * series that does not fit the model, StateError for a forecaster that was not fitted.
 */
export function predictNext(
  forecaster: Forecaster,
  given: Series,
  settings: PredictionSettings = {},
): PredictionResult {
  requireArguments("predictNext", ARGUMENTS, forecaster, given);
  const checked = readPredictionSettings(settings);
  const { series, origin, findings, whole } = checkPredictionData(forecaster, given, checked);
  const { training } = forecaster;
  const { hiddenSize, numLayers, inputs, seed, mode } = forecaster.settings;
  const { times } = series;
  const ahead = reportAhead(forecaster.settings);
  const forecast = markRows(forecaster, series, whole, origin, checked.horizon ?? forecaster.horizon);
  const hasIntervals = forecast[0].lower !== null;
  return {
    target: forecaster.target,
    model: {
      // The sentence on what the parts err needs the network's own name.
      cell: hasNetwork(forecaster.settings) && training.parts !== undefined ? forecaster.networkName : forecaster.name,
      hiddenSize,
      numLayers,
      inputs,
      ...(ahead && { ahead }),
      lookback: forecaster.lookback,
      horizon: forecaster.horizon,
      seed,
      mode,
      bounds: forecaster.bounds ?? null,
      training,
      backtest: forecaster.backtest ?? null,
    },
    data: {
      file: series.name,
      rows: series.length,
      from: times.label(0),
      to: times.label(series.length - 1),
      clock: times.kind,
      step: times.step,
      findings,
      notes: series.notes,
    },
    asOf: checked.from === undefined ? null : times.label(origin - 1),
    level: hasIntervals ? (forecaster.intervals?.level ?? null) : null,
    note: hasIntervals ? null : (forecaster.intervals?.note ?? "the fit had no rows to size them on"),
    forecast,
    errors: measure(forecast, series.column(forecaster.target)[origin - 1]),
  };
}

/** Forecasts, and puts beside each row what is known of it. */
function markRows(
  forecaster: Forecaster,
  series: Series,
  whole: Series,
  origin: number,
  horizon: number,
): PredictedRow[] {
  const { training } = forecaster;
  const { times } = series;
  const target = series.column(forecaster.target);
  const measured = series.isMeasured(forecaster.target);
  const known = Math.min(horizon, series.length - origin);
  const comparable = (times.kind === "row") === (training.clock === "row");
  const future = whole.slice(origin).select(forecaster.future);
  return forecaster.predict(series.slice(0, origin), { horizon, future }).map((row, step) => {
    const at = origin + step;
    const isKnown = step < known;
    const within = isKnown && times.at(at) >= training.fittedRows.from && times.at(at) <= training.fittedRows.to;
    return {
      // What the series has of these rows is their time; a clock can only suppose it.
      time: isKnown ? times.label(at) : row.time,
      value: row.value,
      lower: row.lower ?? null,
      upper: row.upper ?? null,
      ...(row.further && { further: row.further }),
      ...(row.beyond && { beyond: true }),
      // What a repair filled is no truth.
      actual: isKnown && measured?.[at] !== 0 && !Number.isNaN(target[at]) ? target[at] : null,
      seenByFit: comparable ? within : isKnown ? null : false,
    };
  });
}

function measure(rows: readonly PredictedRow[], last: number): PredictionResult["errors"] {
  const scored = rows.filter((row) => row.actual !== null);
  if (scored.length === 0) return null;
  const actual = scored.map((row) => row.actual as number);
  return {
    rows: scored.length,
    mae: mae(
      actual,
      scored.map(({ value }) => value),
    ),
    lastValueMae: mae(
      actual,
      actual.map(() => last),
    ),
  };
}
