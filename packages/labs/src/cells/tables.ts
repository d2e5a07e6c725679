// The tables of the lab of cells.
import type { TableBlock } from "@recurra/report";
import { mean } from "recurra/statistics";
import { counted, grouped } from "recurra/words";
import type { CellsFound, Opened } from "./found.ts";
import type { Comparison } from "./notation.ts";

export function tabulateScores({ naive, opened, test }: CellsFound): TableBlock {
  const losses = [...opened.map(({ inside }) => inside.loss), ...naive.map(({ loss }) => loss)];
  const best = (i: number) => (losses[i] === Math.min(...losses) ? [1] : []);
  return {
    kind: "table",
    caption: `Mean squared error on ${counted(test.count, "test sequence")} of ${counted(test.length, "step")}`,
    columns: [{ title: "" }, { title: "error" }, { title: "weights" }],
    rows: [
      ...opened.map(({ name, inside, parameters }, i) => ({
        cells: [name, inside.loss.toFixed(4), grouped(parameters)],
        role: "model" as const,
        best: best(i),
      })),
      ...naive.map(({ name, loss }, i) => ({
        cells: [name, loss.toFixed(4), "-"],
        role: "naive" as const,
        best: best(opened.length + i),
      })),
    ],
  };
}

/** What the gates do at marks, of the unit that follows the stored value most closely and of all. */
export function tabulateGates({ name, inside }: Opened): TableBlock {
  return {
    kind: "table",
    caption: `Gates of the ${name}: means over the test sequences`,
    columns: [
      { title: "" },
      { title: "unit 1 at marks" },
      { title: "elsewhere" },
      { title: "all at marks" },
      { title: "elsewhere" },
    ],
    rows: inside.gates.map(({ name, atMarks, elsewhere }) => ({
      cells: [name, ...[atMarks[0], elsewhere[0], mean(atMarks), mean(elsewhere)].map((value) => value.toFixed(2))],
    })),
  };
}

/** "0", "3e-7", "0.66". */
function formatDifference({ difference, same }: Comparison): string {
  if (difference === 0) return "0";
  return same ? difference.toExponential(0) : difference.toFixed(2);
}

export function tabulateNotations({ compared }: CellsFound, cell: Comparison["cell"]): TableBlock {
  return {
    kind: "table",
    caption: `The ${cell} in two ways each: the largest difference between two outputs`,
    columns: [
      { title: "one way", align: "left" },
      { title: "another way", align: "left" },
      { title: "difference" },
      { title: "same" },
    ],
    rows: compared
      .filter((one) => one.cell === cell)
      .map((row) => ({ cells: [row.one, row.other, formatDifference(row), row.same ? "yes" : "no"] })),
  };
}
