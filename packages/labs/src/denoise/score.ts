// How close a network and the simple filters come to the clean waves, on the same sequences.
import { dieboldMariano } from "recurra/evaluation";
import { mean } from "recurra/statistics";
import { LENGTH, type Sequences } from "./data.ts";
import { type Filter, sequenceErrors, stepErrors } from "./filters.ts";

/** What one way of denoising does on the test sequences. */
interface Cleaned {
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
  /** The mean of the network's error minus the filter's, and how likely so large a difference is by chance. */
  readonly difference: number;
  readonly p: number;
}

export interface Scored {
  readonly network: Cleaned;
  readonly filters: readonly CleanedByFilter[];
}

function rateEstimate(name: string, testing: Sequences, estimate: Float32Array): Cleaned {
  const errors = sequenceErrors(testing, estimate);
  return { name, loss: mean(errors), stepErrors: stepErrors(testing, estimate), sequenceErrors: errors, estimate };
}

export function scoreCleaning(
  name: string,
  testing: Sequences,
  estimate: Float32Array,
  filters: readonly (readonly [id: string, filter: Filter, estimate: Float32Array])[],
): Scored {
  const network = rateEstimate(name, testing, estimate);
  return {
    network,
    filters: filters.map(([id, { name, ahead }, filterEstimate]) => {
      const filter = rateEstimate(name, testing, filterEstimate);
      const wins = network.sequenceErrors.filter((error, i) => error < filter.sequenceErrors[i]).length;
      const { meanDifference, p } = dieboldMariano(testing.clean, estimate, filterEstimate, {
        horizon: LENGTH,
        stride: LENGTH,
        against: name,
      });
      return { ...filter, id, ahead, closer: wins / testing.count, difference: meanDifference, p };
    }),
  };
}

/** The sequences at these ranks (0 the best, 1 the worst) when the network's are ordered by their error. */
export function pickRanked({ sequenceErrors }: Cleaned, ranks: readonly number[]): number[] {
  const order = Array.from(sequenceErrors.keys()).sort((a, b) => sequenceErrors[a] - sequenceErrors[b]);
  return ranks.map((rank) => order[Math.round(rank * (order.length - 1))]);
}
