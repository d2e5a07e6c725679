// How close a network and the simple filters come to the clean waves, on the same sequences.
import { mean } from "recurra/statistics";
import { type Advantage, compareErrors } from "../lab/advantage.ts";
import type { Sequences } from "./data.ts";
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
export interface CleanedByFilter extends Cleaned, Advantage {
  /** The filter's name in the results. */
  readonly id: string;
  /** Steps after the present one that it reads. */
  readonly ahead: number;
  /** Share of the sequences on which the network comes closer. */
  readonly closer: number;
  /** The mean of the network's error minus the filter's. */
  readonly difference: number;
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
      const advantage = compareErrors(network.sequenceErrors, filter.sequenceErrors);
      const difference = network.loss - filter.loss;
      return { ...filter, id, ahead, closer: wins / testing.count, difference, ...advantage };
    }),
  };
}

/** The sequences at these ranks (0 the best, 1 the worst) when the network's are ordered by their error. */
export function pickRanked({ sequenceErrors }: Cleaned, ranks: readonly number[]): number[] {
  const order = Array.from(sequenceErrors.keys()).sort((a, b) => sequenceErrors[a] - sequenceErrors[b]);
  return ranks.map((rank) => order[Math.round(rank * (order.length - 1))]);
}
