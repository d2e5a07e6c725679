// All methods that can be scored, by group. A method has a `name` and one or both of:
//
//   forecastSeries({ series, horizon, seasons, level, settings }) -> for each series { values, lower, upper }, or undefined where it has none.
//     `series` are lists of values that end where the forecast begins; `lower` and `upper` are of `level`, or left out.
//   fitChannels({ channels, choosing, horizon, lookback, seasons, settings }) -> { forecast(channels, origins), dispose?() }, or undefined.
//     `channels` are lists of as many values, cut before the rows that are scored; from row `choosing` on they choose, and learn nothing else. `forecast` gives for
//     each channel [origins * horizon] from the rows before each origin.
//
// Both may be asynchronous. What they are given has no row that is scored.
import { rivals } from "recurra/evaluation";
import { forecasterMethod } from "./forecaster-method.mjs";
import { globalMethod } from "./global-method.mjs";
import { ridgeMethod } from "./ridge-method.mjs";
import { rivalMethod } from "./rival-method.mjs";
import { zeroShotMethod } from "./zero-shot-method.mjs";

const TABLE = {
  rivals: (seasons) => rivals({ seasons }).map(rivalMethod),
  ridge: () => [ridgeMethod("ridge, shared", "shared"), ridgeMethod("ridge, a channel", "own")],
  forecaster: () => [forecasterMethod("Forecaster", {})],
  segment: () => [forecasterMethod("Forecaster, segments", { model: "segment" })],
  global: () => [globalMethod("GlobalForecaster", {})],
  ablation: () => ABLATION.map(([name, own]) => globalMethod(name, own)),
  "ablation-network": () => NETWORK.map(([name, own]) => globalMethod(name, own)),
  "zero-shot": () => [
    zeroShotMethod("zero-shot"),
    zeroShotMethod("zero-shot, 200 rows", 200),
    zeroShotMethod("zero-shot, 100 rows", 100),
  ],
  pretrained: () => [forecasterMethod("Forecaster, pretrained", { model: "pretrained" })],
  linear: () => [forecasterMethod("Forecaster, linear", { model: "linear" })],
};

/** What is left where a part of the GlobalForecaster is off. */
const ABLATION = [
  ["GlobalForecaster", {}],
  ["without the pretrained network", { pretrained: false }],
  ["without the network", { model: "pretrained" }],
  ["linear paths alone", { model: "linear" }],
  ["without own paths", { paths: "shared" }],
  ["without the shared path", { paths: "own" }],
];

/** What is left of its network alone, where a part of that is off. */
const NETWORK = [
  ["the network alone", {}],
  ["alone, without the seasonal anchor", { anchorSeason: 0 }],
  ["alone, without the skip", { skip: false }],
  ["alone, on the scale of each window", { scale: "window" }],
  ["alone, without the average of weights", { average: 0 }],
].map(([name, own]) => [name, { paths: "none", pretrained: false, ...own }]);

export const groups = Object.keys(TABLE);

export function methodsOf(names, seasons) {
  return names.flatMap((name) => TABLE[name](seasons));
}
