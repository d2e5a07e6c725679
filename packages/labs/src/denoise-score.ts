// How close a network and the simple filters come to the clean waves, on the same sequences.
import type { Sequences } from "./denoise-data.ts";
import { type Filter, mean, sequenceErrors, stepErrors } from "./denoise-filters.ts";

/** What one way of denoising does on the test sequences. */
export interface Cleaned {
  readonly name: string;
  /** Mean |estimate - clean| over all steps of all sequences. */
  readonly loss: number;
  /** The same at each step of a sequence, and for each sequence. */
  readonly stepErrors: Float64Array;
  readonly sequenceErrors: Float64Array;
  /** The estimates, one sequence after another. */
  readonly estimate: Float32Array;
}

/** A filter beside the network. */
export interface CleanedByFilter extends Cleaned {
  /** The filter's name in the results. */
  readonly id: string;
  /** Steps after the present one that it reads. */
  readonly ahead: number;
  /** Share of the sequences on which the network comes closer. */
  readonly closer: number;
  /** -1, 0, 1: whether the network's error is lower, within two standard errors of the difference, or higher. */
  readonly order: -1 | 0 | 1;
}

export interface Scored {
  readonly network: Cleaned;
  readonly filters: readonly CleanedByFilter[];
}

/**
 * The sign of the mean of a - b, or 0 where that mean is within two of its standard errors (the sequences are
 * independent of one another).
 */
function compare(a: Float64Array, b: Float64Array): -1 | 0 | 1 {
  const differences = a.map((value, i) => value - b[i]);
  const center = mean(differences);
  const variance = mean(differences.map((value) => (value - center) * (value - center)));
  if (Math.abs(center) <= 2 * Math.sqrt(variance / a.length)) return 0;
  return center < 0 ? -1 : 1;
}

function cleaned(name: string, testing: Sequences, estimate: Float32Array): Cleaned {
  const errors = sequenceErrors(testing, estimate);
  return { name, loss: mean(errors), stepErrors: stepErrors(testing, estimate), sequenceErrors: errors, estimate };
}

export function scored(
  name: string,
  testing: Sequences,
  estimate: Float32Array,
  filters: readonly (readonly [id: string, filter: Filter, estimate: Float32Array])[],
): Scored {
  const network = cleaned(name, testing, estimate);
  return {
    network,
    filters: filters.map(([id, { name, ahead }, filterEstimate]) => {
      const filter = cleaned(name, testing, filterEstimate);
      const wins = network.sequenceErrors.filter((error, i) => error < filter.sequenceErrors[i]).length;
      const order = compare(network.sequenceErrors, filter.sequenceErrors);
      return { ...filter, id, ahead, closer: wins / testing.count, order };
    }),
  };
}

/** The sequences at these places (0 the best, 1 the worst) when the network's are ordered by their error. */
export function ranked({ sequenceErrors }: Cleaned, places: readonly number[]): number[] {
  const order = Array.from(sequenceErrors.keys()).sort((a, b) => sequenceErrors[a] - sequenceErrors[b]);
  return places.map((place) => order[Math.round(place * (order.length - 1))]);
}
