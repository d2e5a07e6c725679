// What the network makes of a file: weights of past seasons, and gates towards levels at each place of the seasons ahead.
import { noGrad, tensor } from "recurra";
import { ANCHORS, PLACES, SEASONS_AHEAD, SEASONS_BACK, type SeasonNetwork, SeasonView } from "recurra/pretrained";
import type { Looked } from "./data.ts";
import { mediansOf } from "./unseen.ts";

/** The levels that a forecast may be drawn to, in the order of the gates. */
export const LEVELS = ["last value", "mean of the last season", "mean of all", "drift"] as const;

export interface Inside {
  readonly looked: Looked;
  readonly forecast: Float64Array;
  /** [2][16]: of the first and second season ahead, the last season first. */
  readonly weights: readonly (readonly number[])[];
  /** [4][48]: of each level at the places of both seasons ahead. */
  readonly gates: readonly (readonly number[])[];
}

export function lookInside(network: SeasonNetwork, looked: Looked): Inside {
  const { values, season } = looked;
  const view = new SeasonView(season);
  const x = new Float32Array(view.layout.end);
  view.write(values, values.length, x, 0);
  const [weights, gates] = noGrad(() => {
    const inside = network.inside(tensor(x, [1, view.layout.end]));
    return [inside.weights.toArray(), inside.gates!.toArray()];
  });
  const at = (k: number, level: number, place: number): number => gates[(k * ANCHORS + level) * PLACES + place];
  return {
    looked,
    forecast: mediansOf(network, values, season),
    weights: Array.from({ length: SEASONS_AHEAD }, (_, k) => [
      ...weights.subarray(k * SEASONS_BACK, (k + 1) * SEASONS_BACK),
    ]),
    gates: LEVELS.map((_, level) =>
      Array.from({ length: SEASONS_AHEAD * PLACES }, (_, i) => at(Math.floor(i / PLACES), level, i % PLACES)),
    ),
  };
}
