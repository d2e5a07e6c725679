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
  const write = (x: Tensor, options: DecodeOptions) =>
    withMode(mode, () => noGrad(() => model.forward(x, options).toArray()));
  for (let begin = 0; begin < told.length; begin += horizon) {
    const end = Math.min(begin + horizon, told.length);
    const x = rows(begin, begin + lookback);
    for (let step = begin; step < end; ) {
      // As many steps at once as can be: all that are told, or a whole window of which nothing is.
      const free = step === begin && !told.slice(begin, end - 1).includes(true);
      const stop = free ? end : Math.min(end, 1 + reach(told, step));
      // The last target is there for its shape alone: what the decoder reads are those before it.
      const options = free
        ? { horizon: end - begin }
        : { targets: rows(lookback + begin, lookback + stop), teacherForcing: 1 };
      const out = write(x, options);
      const length = stop - begin;
      for (; step < stop; step++) {
        for (let i = 0; i < count; i++) {
          const said = out[i * length + step - begin];
          written[i][step] = said;
          if (!told[step]) known[i][lookback + step] = said;
        }
      }
    }
  }
  return written;
}

/** The first step from here on that is not told. */
function reach(told: readonly boolean[], from: number): number {
  const at = told.indexOf(false, from);
  return at < 0 ? told.length : at;
}
