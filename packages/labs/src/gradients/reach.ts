// How far back a network learned: what its runs with several seeds say together.
import { binomialInterval } from "recurra/evaluation";
import { median } from "recurra/statistics";
import { type Learned, TEST_SEQUENCES } from "./distance.ts";

/** A distance counts as learned from this accuracy on. */
export const LEARNED = 0.9;

/** The runs of one network for one distance. */
export interface Reached {
  readonly distance: number;
  /** The accuracy of each seed. */
  readonly accuracies: readonly number[];
  readonly median: number;
  /** The run with the first seed. */
  readonly first: Learned;
}

/** One entry for each distance, in the order in which they come. */
export function groupByDistance(runs: readonly Learned[]): readonly Reached[] {
  return [...new Set(runs.map(({ distance }) => distance))].map((distance) => {
    const own = runs.filter((run) => run.distance === distance);
    const accuracies = own.map(({ accuracy }) => accuracy);
    return { distance, accuracies, median: median(accuracies), first: own[0] };
  });
}

/** The farthest distance whose median accuracy counts as learned; 0 when none does. */
export function findFarthest(distances: readonly Reached[]): number {
  return Math.max(0, ...distances.filter(({ median }) => median >= LEARNED).map(({ distance }) => distance));
}

/** Where the true share of right answers lies, of this one in the test (95%). */
function intervalOf({ median }: Reached): { readonly low: number; readonly high: number } {
  return binomialInterval(Math.round(median * TEST_SEQUENCES), TEST_SEQUENCES)!;
}

/**
 * Whether a network learned its farthest distance, and each of the others is less often right there by more than the test's sequences
 * may do by chance: 90% beside 89% is no difference.
 */
export function isClearlyFarther(own: readonly Reached[], others: readonly (readonly Reached[])[]): boolean {
  const at = own.findIndex(({ distance }) => distance === findFarthest(own));
  return at >= 0 && others.every((other) => intervalOf(other[at]).high < intervalOf(own[at]).low);
}
