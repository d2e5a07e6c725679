// How far back a network learned: what its runs with several seeds say together.
import { median } from "recurra/statistics";
import type { Learned } from "./distance.ts";

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
