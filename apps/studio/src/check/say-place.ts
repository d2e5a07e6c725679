// The words of a place on the chart of a file.
import type { FileChart } from "../engine/file-answers.ts";
import { count, figure, withUnit } from "./numbers.ts";
import type { NumberedFinding } from "./panel.ts";

/** "2016-05-26, row 61: Close 99.4; finding 2"; of a stretch its times, its least and its greatest. */
export function sayPlace(chart: FileChart, index: number, findings: readonly NumberedFinding[]): string {
  const { first, last, words, columns, from, to } = chart;
  const [row, end] = [first[index], last[index]];
  const [start, stop] = words[index];
  const where =
    row === end
      ? `${chart.axis === "row" ? "" : `${start}, `}row ${(row + 1).toLocaleString("en-US")}`
      : `${start} to ${stop}, ${count(end - row + 1, "row")}`;
  const said = columns.map(({ name, unit, least, greatest, missing }) => {
    const [low, high] = [least[index], greatest[index]];
    const holes = missing[index] === 0 ? "" : row === end ? "" : `, ${missing[index].toLocaleString("en-US")} missing`;
    if (Number.isNaN(low)) return `${name} missing`;
    const value = withUnit(figure(high, 7), unit);
    return `${name} ${low === high ? value : `${withUnit(figure(low, 7), unit)} to ${value}`}${holes}`;
  });
  const here = findings.filter(
    ({ finding }) =>
      finding.kind !== "constant" && finding.spans.some(([low, high]) => low <= to[index] && high >= from[index]),
  );
  const found = here.length === 0 ? "" : `; finding ${here.map(({ number }) => number).join(", ")}`;
  return `${where}: ${said.join("; ")}${found}`;
}

/** The stretch that a row lies in; undefined where the chart does not show it. */
export function placeOf({ first, last }: FileChart, row: number): number | undefined {
  const at = last.findIndex((end) => end >= row);
  return at >= 0 && first[at] <= row ? at : undefined;
}

/** Rows [start, end) of a chart that is drawn closer, around a row. */
export function closer(
  { start, end, rows }: Pick<FileChart, "start" | "end" | "rows">,
  around: number,
  share = 0.5,
): readonly [number, number] {
  const wanted = Math.min(rows, Math.max(8, Math.round((end - start) * share)));
  const from = Math.max(0, Math.min(rows - wanted, Math.round(around - wanted / 2)));
  return [from, from + wanted];
}
