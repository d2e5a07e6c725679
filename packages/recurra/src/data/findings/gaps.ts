import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { fillFor } from "../grid/fill-for.ts";
import type { SeriesView } from "../table/series-view.ts";
import { type Finding, offering } from "./finding.ts";
import { countRest, SHOWN } from "./row-list.ts";

/** Gaps lie between times in their order, so that a row out of order or a time that repeats hides none. */
export function findGaps(series: SeriesView): Finding[] {
  const all = series.times.values();
  const inOrder = all.every((time, row) => row === 0 || time > all[row - 1]);
  const order = inOrder ? undefined : Uint32Array.from(all, (_, row) => row).sort((a, b) => all[a] - all[b] || a - b);
  const distinct = order?.filter((row, i) => i === 0 || all[row] !== all[order[i - 1]]);
  const times =
    distinct === undefined ? series.times : series.times.derive(Float64Array.from(distinct, (row) => all[row]));
  const later = times.gapRows().map((row) => row + 1);
  if (later.length === 0) return [];
  const named = later
    .slice(0, SHOWN)
    .map((at) => `${grouped(times.missedAfter(at - 1))} missing between ${times.label(at - 1)} and ${times.label(at)}`);
  const missing = later.reduce((sum, at) => sum + times.missedAfter(at - 1), 0);
  const problem = `${counted(later.length, "gap")}${later.length === 1 ? "" : ` of ${grouped(missing)} rows`} (${times.gapRule}): ${named.join(", ")}${countRest(later.length)}`;
  return [
    offering({
      kind: "gap",
      rows: later.slice(0, SHOWN).map((at) => distinct?.[at] ?? at),
      count: later.length,
      problem,
      remedies: [["(", { option: "fillGaps", value: fillFor(times) }, " fills them in)"]],
    }),
  ];
}
