import { DataError } from "../../core/errors.ts";
import { part, requireArguments } from "../../core/option-rules.ts";
import { fillFor } from "../../data/grid/fill-for.ts";
import type { Series } from "../../data/index.ts";
import { SERIES } from "../../data/table/series-rule.ts";
import { counted } from "../../words/counted.ts";
import type { TrainingSummary } from "./forecaster-state.ts";

/** What a model reads, and on which clock it was fitted. */
interface Reader {
  readonly lookback: number;
  readonly training: Pick<TrainingSummary, "step">;
}

const ARGUMENTS = { series: SERIES, reader: part<Reader>("a fitted model", "lookback") };

/**
 * Throws DataError FORECAST_GAP where times are missing among the last `lookback` rows before `origin`: a forecaster goes by rows, and was
 * fitted on rows without gaps. Where the rows do not show the step of the fit, as few may not, nothing is missing that could be told.
 */
export function requireNoGap(series: Series, reader: Reader, origin: number = series.length): void {
  requireArguments("requireNoGap", ARGUMENTS, series, reader);
  const { lookback, training } = reader;
  const { times } = series;
  if (times.step !== training.step) return;
  for (let row = Math.max(0, origin - lookback); row < origin - 1; row++) {
    const missed = times.missedAfter(row);
    if (missed === 0) continue;
    throw new DataError(
      "FORECAST_GAP",
      series.name,
      `${counted(missed, "row")} ${missed === 1 ? "is" : "are"} missing between ${times.label(row)} and ${times.label(row + 1)}, among the ${lookback} that the forecast reads`,
      {
        place: { ...series.placeOf(row + 1), said: true },
        found: missed,
        context: `A forecast goes by rows, and the step is: ${times.step}`,
        remedies: [["fill the gap with ", { option: "fillGaps", value: fillFor(times) }]],
      },
    );
  }
}
