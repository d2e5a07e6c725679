// An encoder-decoder that writes on and on, and is told some of the true values on its way: all of them is teacher forcing, none is
// running free.
import { type Mode, noGrad, type Tensor, tensor, withMode } from "recurra";
import { Generator } from "recurra/core";
import type { DecodeOptions } from "recurra/nn";
import type { LabDial } from "../lab/lab.ts";

/** The dial of the labs that show it; `value` is what is written: "price". */
export function readBackDial(value: string): LabDial {
  return {
    label: `share of true ${value}s read back`,
    least: 0,
    most: 1,
    step: 0.05,
    initial: 1,
    effect: `1 tells the network each true ${value} after it has written its own, 0 lets it read its own outputs only. What it learns stays as it is.`,
  };
}

/** Which of the steps are told: with a larger share the same ones, and more. */
export function tellSteps(steps: number, share: number, seed: number): readonly boolean[] {
  const draws = new Generator(seed).stream("steps that are told");
  return Array.from({ length: steps }, (_, step) => draws.uniform(step) < share);
}

interface Written {
  /** Values in their order; what is true from each origin on is only read where it is told. */
  readonly values: Float64Array;
  /** The first value of each stretch that is written. All are written side by side. */
  readonly origins: readonly number[];
  readonly told: readonly boolean[];
  /** Values that the encoder reads, and those that the decoder writes before the encoder reads anew. */
  readonly lookback: number;
  readonly horizon: number;
}

/**
 * From each origin as many values as there are steps to tell, each before the true one may be told. Both encoder and decoder read true
 * values where they were told, and the network's own where not.
 */
export function writeOn(
  model: { forward(x: Tensor, options: DecodeOptions): Tensor },
  { values, origins, told, lookback, horizon }: Written,
  mode: Mode = "strict",
): readonly Float64Array[] {
  const count = origins.length;
  const known = origins.map((origin) => values.slice(origin - lookback, origin + told.length));
  const written = origins.map(() => new Float64Array(told.length));
  const rows = (from: number, to: number) =>
    tensor(Float32Array.from(known.flatMap((one) => Array.from(one.subarray(from, to)))), [count, to - from, 1]);
  for (let begin = 0; begin < told.length; begin += horizon) {
    const x = rows(begin, begin + lookback);
    for (let step = begin; step < Math.min(begin + horizon, told.length); step++) {
      // The decoder reads what is known of the steps before this one; the last target is there for its shape alone.
      const targets = rows(lookback + begin, lookback + step + 1);
      const out = withMode(mode, () => noGrad(() => model.forward(x, { targets, teacherForcing: 1 }).toArray()));
      const length = step + 1 - begin;
      for (let i = 0; i < count; i++) {
        const said = out[(i + 1) * length - 1];
        written[i][step] = said;
        if (!told[step]) known[i][lookback + step] = said;
      }
    }
  }
  return written;
}
