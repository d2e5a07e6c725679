// What a page shows of the stock lab while it learns: the end of the test, on which the network is told a share of the true prices, beside
// the last price that it was told.
import type { BarsBlock, Block, LinesBlock } from "@recurra/report";
import type { Mode } from "recurra";
import { rmse } from "recurra/evaluation";
import { counted, percent } from "recurra/words";
import { readBackDial, tellSteps, writeOn } from "../network/read-back.ts";
import { dayLabels } from "../prices/price-charts.ts";
import type { StockData } from "./data.ts";
import type { PriceModel } from "./price-model.ts";
import type { StockSettings } from "./settings.ts";

export const dial = readBackDial("price");

/** Days of the test that are watched. */
const WATCHED = 60;

interface Paths {
  readonly network: Float64Array;
  /** For each day the last true price that was told before it. */
  readonly told: Float64Array;
  readonly free: Float64Array;
}

/** The last test days as prices, by the network as it is now and by who repeats the last price that it was told. */
function predictNow(
  model: PriceModel,
  { normalised, actual, testRow, priceOf }: StockData,
  { lookback, horizon, seed }: StockSettings,
  share: number,
  mode: Mode | undefined,
): Paths {
  const from = Math.max(testRow, actual.length - WATCHED);
  const days = actual.length - from;
  const write = (of: number) => {
    const told = tellSteps(days, of, seed);
    const [path] = writeOn(model, { values: normalised, origins: [from], told, lookback, horizon }, mode);
    return priceOf(path);
  };
  const told = new Float64Array(days);
  let last = actual[from - 1];
  tellSteps(days, share, seed).forEach((isTold, day) => {
    told[day] = last;
    if (isTold) last = actual[from + day];
  });
  return { network: write(share), told, free: write(0) };
}

export function drawNow(
  name: string,
  model: PriceModel,
  data: StockData,
  settings: StockSettings,
  share: number,
  mode: Mode | undefined,
): readonly Block[] {
  const paths = predictNow(model, data, settings, share, mode);
  const truth = data.actual.slice(-paths.network.length);
  const errors = {
    network: rmse(truth, paths.network),
    told: rmse(truth, paths.told),
    free: rmse(truth, paths.free),
  };
  return [drawPaths(name, data, paths, share), drawErrors(name, errors, share)];
}

const ofShare = (name: string, share: number): string => `${name}, ${percent(share)} read back`;

function drawPaths(name: string, { series, prices, actual }: StockData, paths: Paths, share: number): LinesBlock {
  const from = actual.length - paths.network.length;
  const x = dayLabels(series, from, actual.length);
  const line = (values: Float64Array) => Array.from(values);
  return {
    kind: "lines",
    title: `The last ${counted(paths.network.length, "test day")} as the network writes them now, ${percent(share)} of the true prices read back`,
    description: "Prices, the last price that was told, and the paths of the network with and without true prices.",
    x: { label: "day", scale: "time" },
    y: { label: prices.columns[0] },
    lines: [
      { label: "price", role: "truth", x, y: line(actual.subarray(from)) },
      { label: "the last price that was told", role: "naive", x, y: line(paths.told) },
      { label: `${name}, free-running`, role: "4", x, y: line(paths.free) },
      { label: ofShare(name, share), role: "model", x, y: line(paths.network) },
    ],
  };
}

function drawErrors(name: string, errors: { network: number; told: number; free: number }, share: number): BarsBlock {
  return {
    kind: "bars",
    title: "How far off: root of the mean squared error on these days",
    description: "A bar each for the network, for the last price that was told, and for the network that is told none.",
    value: { label: "RMSE, in units of the price" },
    bars: [
      { label: ofShare(name, share), role: "model", value: errors.network },
      { label: "the last price that was told", role: "naive", value: errors.told },
      { label: `${name}, free-running`, role: "4", value: errors.free },
    ],
  };
}
