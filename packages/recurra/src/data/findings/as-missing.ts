// What a finding offers for numbers that are none: to take them as missing, and what then fills their cells, since missing cells are refused
// where nothing was chosen for them.

import type { OptionMention, Phrase } from "../../core/phrase.ts";
import { fillFor } from "../grid/fill-for.ts";
import type { SeriesView } from "../table/series-view.ts";

/** All at once: the numbers as missing, and the repair of the cells, which are `rows` of the series. It uses the past only. */
export function asMissing(series: SeriesView, numbers: readonly number[], rows: readonly number[]): Phrase {
  return [...numbers.map((value) => ({ option: "missing", value })), repairFor(series, rows)];
}

function repairFor({ times }: SeriesView, rows: readonly number[]): OptionMention {
  // Before the first row there is nothing to repeat.
  if (rows.includes(0)) return { option: "repair", value: "drop" };
  const values = times.values();
  const regular = times.kind !== "row" && !times.irregular && values.every((time, row) => !(time <= values[row - 1]));
  return regular ? { option: "fillGaps", value: fillFor(times) } : { option: "repair", value: "forward-fill" };
}
