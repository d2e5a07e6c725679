// What takes noise off without a network: each filter is a few lines, and the network is only worth its training where it
// comes closer to the clean wave than they do.
import { portableMath } from "recurra/core";
import { mean } from "recurra/statistics";
import { movingAverage } from "../numbers/moving-average.ts";
import { LENGTH, PERIOD, type Sequences, takeSequences } from "./data.ts";

/** A way from a noisy sequence to a cleaner one. */
export interface Filter {
  readonly name: string;
  /** Steps after the present one that it reads. A network that reads forwards has none. */
  readonly ahead: number;
  readonly clean: (noisy: Float32Array) => ArrayLike<number>;
}

/** Cleans every sequence, one after another. */
export function applyFilter({ count, noisy }: Sequences, filter: Filter): Float32Array {
  const out = new Float32Array(noisy.length);
  for (let i = 0; i < count; i++) {
    out.set(filter.clean(noisy.subarray(i * LENGTH, (i + 1) * LENGTH)), i * LENGTH);
  }
  return out;
}

/** mean |estimate - clean| of each sequence. */
export function sequenceErrors({ count, clean }: Sequences, estimate: Float32Array): Float64Array {
  const errors = new Float64Array(count);
  for (let at = 0; at < clean.length; at++) errors[Math.floor(at / LENGTH)] += Math.abs(estimate[at] - clean[at]);
  return errors.map((total) => total / LENGTH);
}

/** mean |estimate - clean| at each step, over the sequences. */
export function stepErrors({ count, clean }: Sequences, estimate: Float32Array): Float64Array {
  const errors = new Float64Array(LENGTH);
  for (let at = 0; at < clean.length; at++) errors[at % LENGTH] += Math.abs(estimate[at] - clean[at]);
  return errors.map((total) => total / count);
}

const nothing: Filter = { name: "the noisy input itself", ahead: 0, clean: (noisy) => noisy };

function causalAverage(width: number): Filter {
  const name = `moving average of the last ${width}`;
  return { name, ahead: 0, clean: (noisy) => movingAverage(noisy, width - 1) };
}

function centredAverage(width: number): Filter {
  const side = (width - 1) / 2;
  const name = `centred moving average of ${width}`;
  return { name, ahead: side, clean: (noisy) => movingAverage(noisy, side, side) };
}

/**
 * For someone who knows the period: at each step k, the wave of that period that is closest to what was seen so far.
 *
 *   a sin(w i) + b cos(w i),  w = 2 pi / 60,  with the a and b of the least squares over i = 0 ... k, taken at i = k
 *
 * The first two steps, through which many such waves go, stay as they are.
 */
const sineFit: Filter = {
  name: "fitted sine of the known period",
  ahead: 0,
  clean: (noisy) => {
    const out = Float64Array.from(noisy);
    let [ss, sc, cc, sx, cx] = [0, 0, 0, 0, 0];
    for (let k = 0; k < out.length; k++) {
      const s = portableMath.sin((2 * Math.PI * k) / PERIOD);
      const c = portableMath.cos((2 * Math.PI * k) / PERIOD);
      ss += s * s;
      sc += s * c;
      cc += c * c;
      sx += s * noisy[k];
      cx += c * noisy[k];
      if (k < 2) continue;
      const determinant = ss * cc - sc * sc;
      const a = (sx * cc - cx * sc) / determinant;
      const b = (cx * ss - sx * sc) / determinant;
      out[k] = a * s + b * c;
    }
    return out;
  },
};

/** The filter of those that comes closest on these sequences. */
function findClosest(sequences: Sequences, filters: readonly Filter[]): Filter {
  const errors = filters.map((filter) => mean(sequenceErrors(sequences, applyFilter(sequences, filter))));
  return filters[errors.indexOf(Math.min(...errors))];
}

/** The moving average that reads no more than a network may, with the width that is best on the training sequences. */
export function chooseCausalAverage(training: Sequences): Filter {
  return findClosest(takeSome(training), widths.map(causalAverage));
}

const widths = Array.from({ length: 12 }, (_, i) => i + 1);
const takeSome = (training: Sequences): Sequences => takeSequences(training, 0, Math.min(1000, training.count));

/**
 * The filters to compare a network with. The averages have the width that is best on the training sequences, of which
 * 1,000 tell as much as all.
 */
export function chooseFilters(
  training: Sequences,
): Record<"noisyInput" | "causalAverage" | "centredAverage" | "sineFit", Filter> {
  return {
    noisyInput: nothing,
    causalAverage: chooseCausalAverage(training),
    centredAverage: findClosest(
      takeSome(training),
      widths.map((width) => centredAverage(2 * width - 1)),
    ),
    sineFit,
  };
}
