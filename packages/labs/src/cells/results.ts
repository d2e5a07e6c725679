// The lab of cells in numbers and tables.
import type { TableBlock } from "@recurra/report";
import type { LabResult } from "../lab.ts";
import { counted, whole } from "../numbers.ts";
import type { CellsSettings, Opened } from "./cells.ts";
import type { Marked, Memoryless } from "./data.ts";
import type { Quantity } from "./inside.ts";
import type { Comparison } from "./notation.ts";

/** All that a run found. */
export interface Cells {
  readonly settings: CellsSettings;
  readonly test: Marked;
  readonly naive: readonly Memoryless[];
  readonly opened: readonly Opened[];
  readonly compared: readonly Comparison[];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function cellsResults({ settings, naive, opened, compared }: Cells): LabResult["results"] {
  const quantities = (list: readonly Quantity[]) =>
    Object.fromEntries(list.map(({ name, atMarks, elsewhere }) => [name, { atMarks, elsewhere }]));
  return {
    cells: Object.fromEntries(
      opened.map(({ cell, parameters, trainLosses, inside }) => [
        cell,
        {
          testLoss: inside.loss,
          parameters,
          trainLoss: trainLosses,
          unitOrder: inside.order,
          correlations: inside.correlations,
          gates: quantities(inside.gates),
        },
      ]),
    ),
    naive: Object.fromEntries(naive.map(({ id, name, loss }) => [id, { name, loss }])),
    notations: compared.map(({ cell, id, one, other, difference, same }) => ({
      cell,
      id,
      one,
      other,
      difference,
      same,
    })),
    settings,
  };
}

export function scoreTable({ naive, opened, test }: Cells): TableBlock {
  const losses = [...opened.map(({ inside }) => inside.loss), ...naive.map(({ loss }) => loss)];
  const best = (i: number) => (losses[i] === Math.min(...losses) ? [1] : []);
  return {
    kind: "table",
    caption: `Mean squared error on ${counted(test.count, "test sequence")} of ${counted(test.length, "step")}`,
    columns: [{ title: "" }, { title: "error" }, { title: "weights" }],
    rows: [
      ...opened.map(({ name, inside, parameters }, i) => ({
        cells: [name, inside.loss.toFixed(4), whole(parameters)],
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
export function gateTable({ name, inside }: Opened): TableBlock {
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
function differenceWords({ difference, same }: Comparison): string {
  if (difference === 0) return "0";
  return same ? difference.toExponential(0) : difference.toFixed(2);
}

export function notationTable({ compared }: Cells, cell: Comparison["cell"]): TableBlock {
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
      .map((row) => ({ cells: [row.one, row.other, differenceWords(row), row.same ? "yes" : "no"] })),
  };
}

export function cellsSummary(found: Cells): LabResult["summary"] {
  const gated = found.opened.filter(({ inside }) => inside.gates.length > 0);
  return [scoreTable(found), ...gated.map(gateTable), notationTable(found, "GRU"), notationTable(found, "LSTM")];
}
