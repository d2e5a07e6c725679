import { offerBin } from "../grid/bin.ts";
import { fillFor } from "../grid/fill-for.ts";
import type { SeriesView } from "../table/series-view.ts";
import { type Finding, offering } from "./finding.ts";

/** Times whose steps differ too much for a grid. */
export function findIrregular({ times, length }: SeriesView): Finding[] {
  if (!times.irregular) return [];
  const { step, starts, empty } = offerBin(times.values());
  // Steps without rows are gaps, which the same command fills.
  const fill = empty === 0 ? [] : [{ option: "fillGaps", value: fillFor(times.derive(starts)) }];
  return [
    offering({
      kind: "irregular",
      rows: [],
      count: length,
      problem: `times: the steps between rows differ too much for gaps and seasons to be told (${times.step})`,
      remedies: [
        [
          "(",
          { option: "resample", value: step },
          ...fill,
          ` ${empty === 0 ? "makes" : "make"} them regular: the mean of each step)`,
        ],
      ],
    }),
  ];
}
