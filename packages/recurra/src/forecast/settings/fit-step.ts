// A step of a fit, and a look at the network as it is then.

import { OptionError } from "../../core/errors.ts";
import { checkOptions, made, PLACE, requireOption, whole } from "../../core/option-rules.ts";
import type { FitLook } from "../../inside/fit-look.ts";
import type { Module } from "../../nn/index.ts";
import type { TrainStep } from "../../training/index.ts";

/** Some of the windows that are held out, by their places: from the `from`-th (0) to before the `to`-th (all). */
export interface HeldOutSpan {
  readonly from?: number;
  readonly to?: number;
}

/** What a network forecasts of rows that it does not learn from. */
export interface HeldOutForecasts {
  /** The first row of each window; windows follow one another, and share no row. */
  readonly origins: Uint32Array;
  /** In the target's units, [windows * horizon]. */
  readonly predicted: Float64Array;
}

/** A step of a fit. */
export interface FitStep extends TrainStep {
  /** The network's parameters as they are now, by their names: copies, to compare runs by, or to look at. */
  weights(): Record<string, Float32Array>;
  /**
   * What the network as it is now forecasts of the validation windows, one behind the other: by itself, without a linear path and without bounds, with the
   * weights that would be validated. It costs a pass through the network, and changes nothing of the training. Undefined in a fit that validates on no
   * rows, as a refit is.
   */
  heldOut(span?: HeldOutSpan): HeldOutForecasts | undefined;
  /**
   * A look at the network over one of the windows that are validated, or where none are, of those that are learned from; counted round. For `openFit` of
   * recurra/inside, before the next step; nothing that is learned hangs on it. Throws OptionError OPTION_VALUE.
   */
  look(window?: number): FitLook;
}

const SPAN = { from: whole(0), to: whole(0) };

/** The step with looks at the network that made it. */
export function withLooks(
  step: TrainStep,
  network: Module,
  held: { forecast(span: HeldOutSpan): HeldOutForecasts | undefined },
  look: (window: number) => FitLook,
): FitStep {
  return {
    ...step,
    weights: () => Object.fromEntries(network.namedParameters().map(([name, { value }]) => [name, value.slice()])),
    look: (window = 0) => {
      requireOption("look", "window", PLACE, window);
      return look(window);
    },
    heldOut: (span = {}) => {
      checkOptions("heldOut", span, SPAN);
      return held.forecast(span);
    },
  };
}

const WEIGHTS = made(
  "numbers by the names of parameters",
  (value): value is Record<string, Float32Array> =>
    typeof value === "object" && value !== null && Object.values(value).every((one) => one instanceof Float32Array),
);

/**
 * Weights as bytes, for a hash: of each parameter, in the order of their names, the name, a line end, and its numbers as float32, lowest byte first.
 * Two runs with the same bytes have the same weights to the bit. Throws OptionError for what is no record of weights.
 */
export function bytesOfWeights(weights: Record<string, Float32Array>): Uint8Array<ArrayBuffer> {
  requireOption("bytesOfWeights", "weights", WEIGHTS, weights);
  const names = Object.keys(weights).sort();
  if (names.length === 0) throw new OptionError("OPTION_VALUE", "bytesOfWeights", "weights has no parameter");
  const heads = names.map((name) => new TextEncoder().encode(`${name}\n`));
  const size = names.reduce((sum, name, i) => sum + heads[i].length + 4 * weights[name].length, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  names.forEach((name, i) => {
    bytes.set(heads[i], at);
    at += heads[i].length;
    for (const value of weights[name]) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  });
  return bytes;
}
