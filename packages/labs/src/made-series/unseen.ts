// Made series that the network has not seen: its forecasts beside answers that need no other series.
import { Forecaster, Series } from "recurra";
import { SEASONS_AHEAD, type SeasonNetwork, ZeroShot } from "recurra/pretrained";
import { meanOf } from "recurra/statistics";
import type { LabContext } from "../lab/lab.ts";
import { Turns } from "../lab/turns.ts";
import { type Made, makeOne, SEASONS } from "./data.ts";

/** One way to answer, and its mean absolute error on each series, in units of what changes over its season. */
interface Answered {
  readonly name: string;
  readonly errors: Float64Array;
}

export interface Unseen {
  readonly made: readonly Made[];
  /** [rows] of each series, as the network forecasts it. */
  readonly forecasts: readonly Float64Array[];
  readonly network: Answered;
  readonly lastSeason: Answered;
  readonly ridge: Answered;
}

export function meanError({ errors }: Answered): number {
  return meanOf(errors.length, (i) => errors[i]);
}

/** Of the test: no series of the training has it. */
const SEED = 1_000_003;

/** The median of a network's quantiles of the two seasons ahead. */
export function mediansOf(network: SeasonNetwork, values: Float64Array, season: number | undefined): Float64Array {
  const horizon = SEASONS_AHEAD * (season ?? 24);
  const found = new ZeroShot(network, { season, form: "values" }).forecast([{ values, end: values.length }], horizon);
  const { quantiles } = network;
  return Float64Array.from({ length: horizon }, (_, row) => found[row * quantiles + (quantiles - 1) / 2]);
}

/** The last season again, or without one the last value. */
function repeated({ known, ahead, season }: Made): Float64Array {
  const back = season ?? 1;
  return ahead.map((_, row) => known[known.length - back + (row % back)]);
}

/** A linear forecast in closed form, fitted to the rows of this one series. */
async function ridgeOf({ known, ahead, season }: Made): Promise<Float64Array> {
  const series = Series.fromColumns({ value: known });
  const options = { target: "value", horizon: ahead.length, model: "linear", season: season ?? "none" } as const;
  const forecaster = new Forecaster(options);
  try {
    for await (const _ of forecaster.fit(series, { threads: 1 }));
    return Float64Array.from(forecaster.predict(series), ({ value }) => value);
  } finally {
    forecaster.dispose();
  }
}

/** What changes over a season, or without one in a row. */
function unitOf({ known, season = 1 }: Made): number {
  let sum = 0;
  for (let row = season; row < known.length; row++) sum += Math.abs(known[row] - known[row - season]);
  return sum / (known.length - season);
}

function errorOf({ ahead }: Made, unit: number, forecast: Float64Array): number {
  return ahead.reduce((sum, value, row) => sum + Math.abs(value - forecast[row]), 0) / ahead.length / unit;
}

/** `count` series that change at all, the seasons in turn. */
export function makeUnseen(seed: number, count: number): Made[] {
  const made: Made[] = [];
  for (let index = 0; made.length < count; index++) {
    const one = makeOne(SEED + seed, index, SEASONS[made.length % SEASONS.length]);
    if (unitOf(one) > 0) made.push(one);
  }
  return made;
}

/** The network and its rivals on as many series that it has not seen. */
export async function askUnseen(
  network: SeasonNetwork,
  seed: number,
  count: number,
  { signal }: LabContext,
): Promise<Unseen> {
  const turns = new Turns(signal);
  const made = makeUnseen(seed, count);
  const forecasts: Float64Array[] = [];
  const [own, last, ridge] = [1, 2, 3].map(() => new Float64Array(count));
  for (const [i, one] of made.entries()) {
    const unit = unitOf(one);
    forecasts.push(mediansOf(network, one.known, one.season));
    own[i] = errorOf(one, unit, forecasts[i]);
    last[i] = errorOf(one, unit, repeated(one));
    ridge[i] = errorOf(one, unit, await ridgeOf(one));
    await turns.next();
  }
  return {
    made,
    forecasts,
    network: { name: "network", errors: own },
    lastSeason: { name: "last season", errors: last },
    ridge: { name: "ridge on the series itself", errors: ridge },
  };
}
