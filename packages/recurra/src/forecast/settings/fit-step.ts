// A step of a fit, and a look at the network as it is then.

import { OptionError } from "../../core/errors.ts";
import { made, PLACE, requireOption } from "../../core/option-rules.ts";
import type { FitLook } from "../../inside/open-fit.ts";
import type { Module } from "../../nn/index.ts";
import type { TrainStep } from "../../training/index.ts";

/** A step of a fit. */
export interface FitStep extends TrainStep {
  /** The network's parameters as they are now, by their names: copies, to compare runs by, or to look at. */
  weights(): Record<string, Float32Array>;
  /**
   * A look at the network over one of the windows that are validated, or where none are, of those that are learned from; counted round. For `openFit` of
   * recurra/inside, before the next step; nothing that is learned hangs on it. Throws OptionError OPTION_VALUE.
   */
  look(window?: number): FitLook;
}

/** The step with looks at the network that made it. */
export function withLooks(step: TrainStep, network: Module, look: (window: number) => FitLook): FitStep {
  return {
    ...step,
    look: (window = 0) => {
      requireOption("look", "window", PLACE, window);
      return look(window);
    },
    weights: () => Object.fromEntries(network.namedParameters().map(([name, { value }]) => [name, value.slice()])),
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
