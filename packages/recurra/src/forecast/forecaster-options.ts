// The settings of a Forecaster, their defaults and their check.

import { OptionError } from "../core/errors.ts";
import type { Mode } from "../kernels/wasm/engine.ts";

export type Cell = "rnn" | "lstm" | "gru";
export type ForecastLoss = "huber" | "l1" | "mse";
/** How a window is measured from its last value v: "difference" x - v, "ratio" (x - v) / v. */
export type Anchor = "difference" | "ratio";

export interface ForecasterOptions {
  /** The column to forecast. */
  readonly target: string;
  /** The columns that the network reads; default: the target alone. */
  readonly inputs?: readonly string[];
  /** Rows that a forecast looks back on; default: 30, or whole seasons (two, and at least 24 rows) where one is known. */
  readonly lookback?: number;
  /** Rows forecast at once. Default 5. */
  readonly horizon?: number;
  /** Default "lstm". */
  readonly cell?: Cell;
  /** Default 32. */
  readonly hiddenSize?: number;
  /** Default 1. */
  readonly numLayers?: number;
  /** Share of activations dropped between layers while training; needs two layers. Default 0. */
  readonly dropout?: number;
  /** At most this many; validation chooses how many are kept. Default 150. */
  readonly epochs?: number;
  /** Stop after this many epochs without a lower validation loss. Default 20. */
  readonly patience?: number;
  /** Windows per step; default: a power of two from 8 to 64, about a sixteenth of the training windows. */
  readonly batchSize?: number;
  /** Adam's. Default 0.003. */
  readonly learningRate?: number;
  /** Largest norm of a step's gradients. Default 1. */
  readonly clipNorm?: number;
  /** Default "huber" on normalised values: squares small errors, so that it is smooth, and lets few rows outvote none. */
  readonly loss?: ForecastLoss;
  /**
   * Default: whichever makes the target's changes more alike over the training rows; see WindowNormaliser. A column that holds
   * a value of 0 or below is measured by differences, whatever is set.
   */
  readonly anchor?: Anchor;
  /**
   * A linear path from the window's target values straight to the forecast, beside the recurrent one: learns to repeat a
   * season quickly and exactly; a little worse where there is nothing to repeat. Default: where a season is known.
   */
  readonly skip?: boolean;
  /** Rows in one season; default: what the series' times suggest. */
  readonly season?: number;
  /** The same seed gives the same weights, bit for bit, in "strict" mode. Default 0. */
  readonly seed?: number;
  /** Default "strict". */
  readonly mode?: Mode;
}

/** The options with every default that does not depend on the data filled in. */
export interface ForecasterSettings extends ForecasterOptions {
  readonly inputs: readonly string[];
  readonly horizon: number;
  readonly cell: Cell;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly dropout: number;
  readonly epochs: number;
  readonly patience: number;
  readonly learningRate: number;
  readonly clipNorm: number;
  readonly loss: ForecastLoss;
  readonly seed: number;
  readonly mode: Mode;
}

const NUMBERS = [
  ...["batchSize", "clipNorm", "dropout", "epochs", "hiddenSize", "horizon", "learningRate", "lookback", "numLayers"],
  ...["patience", "season", "seed"],
] as const;

/** The names of all settings. */
export const SETTING_NAMES: readonly string[] = [
  ...NUMBERS,
  ...["anchor", "cell", "inputs", "loss", "mode", "skip", "target"],
];

function fail(message: string): never {
  throw new OptionError("FORECASTER_OPTION", "Forecaster", message);
}

function requireWhole(name: string, value: number | undefined, least: number): void {
  if (value !== undefined && (!Number.isSafeInteger(value) || value < least)) {
    fail(`${name} must be a whole number of at least ${least}, but it is ${value}.`);
  }
}

function requireAbove(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) fail(`${name} must be a number above 0, but it is ${value}.`);
}

function requireWord(name: string, value: string | undefined, words: readonly string[]): void {
  if (value !== undefined && !words.includes(value)) {
    fail(`${name} must be one of ${words.map((word) => `"${word}"`).join(", ")}, but it is ${JSON.stringify(value)}.`);
  }
}

/** Fills in defaults. Throws OptionError, naming the option, for a value that cannot be used. */
export function resolveOptions(options: ForecasterOptions): ForecasterSettings {
  const settings: ForecasterSettings = {
    ...options,
    inputs: [...(options.inputs ?? [options.target])],
    horizon: options.horizon ?? 5,
    cell: options.cell ?? "lstm",
    hiddenSize: options.hiddenSize ?? 32,
    numLayers: options.numLayers ?? 1,
    dropout: options.dropout ?? 0,
    epochs: options.epochs ?? 150,
    patience: options.patience ?? 20,
    learningRate: options.learningRate ?? 0.003,
    clipNorm: options.clipNorm ?? 1,
    loss: options.loss ?? "huber",
    seed: options.seed ?? 0,
    mode: options.mode ?? "strict",
  };
  if (typeof settings.target !== "string") fail("target must be the name of the column to forecast.");
  if (settings.inputs.length === 0) fail("inputs is empty; name at least one column, or leave it out for the target.");
  const seen = new Set<string>(); // a stranger's file may name thousands
  const twice = settings.inputs.find((name) => seen.has(name) || !seen.add(name));
  if (twice !== undefined) fail(`inputs names "${twice}" twice; name each column once.`);
  for (const name of NUMBERS) {
    const value: unknown = settings[name];
    if (value !== undefined && typeof value !== "number")
      fail(`${name} must be a number, but it is ${JSON.stringify(value)}.`);
  }
  for (const name of ["lookback", "horizon", "hiddenSize", "numLayers", "epochs", "patience", "batchSize"] as const) {
    requireWhole(name, settings[name], 1);
  }
  requireWhole("season", settings.season, 2);
  requireWhole("seed", settings.seed, 0);
  requireAbove("learningRate", settings.learningRate);
  requireAbove("clipNorm", settings.clipNorm);
  if (!(settings.dropout >= 0 && settings.dropout < 1)) {
    fail(`dropout must be a number from 0 to below 1, but it is ${settings.dropout}.`);
  }
  if (settings.dropout > 0 && settings.numLayers === 1) {
    fail(`dropout ${settings.dropout} acts between layers, but numLayers is 1; use 2 layers or leave dropout out.`);
  }
  if (settings.skip && !settings.inputs.includes(settings.target)) {
    fail(
      `skip leads from the target's own values, but inputs does not name "${settings.target}"; add it or leave skip out.`,
    );
  }
  requireWord("cell", settings.cell, ["rnn", "lstm", "gru"]);
  requireWord("loss", settings.loss, ["huber", "l1", "mse"]);
  requireWord("anchor", settings.anchor, ["difference", "ratio"]);
  requireWord("mode", settings.mode, ["strict", "fast", "native"]);
  return settings;
}

/**
 * The lookback where none is given: 30 rows, or with a season whole seasons (two, and at least 24 rows), but at most a third
 * of the rows that one may learn from, so that short series keep some windows.
 */
export function defaultLookback(rows: number, horizon: number, season: number | undefined): number {
  const wanted = season === undefined ? 30 : Math.ceil(Math.max(24, 2 * season) / season) * season;
  return Math.max(1, Math.min(wanted, Math.floor((rows - horizon) / 3)));
}

/** A power of two from 8 to 64: about sixteen steps in an epoch of few windows, more in one of many. */
export function defaultBatchSize(windows: number): number {
  let size = 8;
  while (size < 64 && size * 2 <= windows / 16) size *= 2;
  return size;
}
