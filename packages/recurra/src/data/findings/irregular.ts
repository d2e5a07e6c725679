import { offerBin } from "../grid/bin.ts";
import type { SeriesView } from "../table/series-view.ts";
import { stepLength } from "../time/step-length.ts";
import { type Finding, offering } from "./finding.ts";

/** Times whose steps differ too much for a grid. */
export function findIrregular({ times, length }: SeriesView): Finding[] {
  if (!times.irregular) return [];
  const value = offerBin(stepLength(times.step) ?? 0);
  return [
    offering({
      kind: "irregular",
      rows: [],
      count: length,
      problem: `times: the steps between rows differ too much for gaps and seasons to be told (${times.step})`,
      remedies: [["(", { option: "resample", value }, " makes them regular: the mean of each step)"]],
    }),
  ];
}
