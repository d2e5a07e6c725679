// The heat maps of a cell over one sequence.
import type { HeatBlock, HeatGrid, Line } from "@recurra/report";
import type { Marked } from "./data.ts";
import type { Opened } from "./found.ts";
import type { Quantity } from "./inside.ts";

/** The sequences in the order in which they are shown: those with at least three marks, and then those with most. */
export function rankSequences({ count, length, marks }: Marked): readonly number[] {
  const totals = Array.from({ length: count }, (_, b) =>
    Math.min(
      3,
      marks.subarray(b * length, (b + 1) * length).reduce((sum, mark) => sum + mark, 0),
    ),
  );
  return totals.map((_, b) => b).sort((a, b) => totals[b] - totals[a] || a - b);
}

/** The sequence and what the network says, above the grids. */
function drawAbove(test: Marked, said: Float32Array, b: number): readonly Line[] {
  const { length, values, marks, stored } = test;
  const x = Array.from({ length }, (_, t) => t);
  const part = (from: ArrayLike<number>) => x.map((t) => from[b * length + t]);
  const marked = part(marks);
  return [
    { label: "value read", role: "input", x, y: part(values), mark: "dots" },
    { label: "to be said", role: "truth", x, y: part(stored) },
    { label: "said", role: "model", x, y: part(said) },
    {
      label: "marked",
      role: "2",
      x,
      y: part(values).map((value, t) => (marked[t] === 1 ? value : null)),
      mark: "dots",
    },
  ];
}

/** One quantity over sequence b, a row for each unit. */
function drawGrid({ name, values }: Quantity, { length }: Marked, hidden: number, b: number): HeatGrid {
  const row = (unit: number) => Array.from({ length }, (_, t) => values[(b * length + t) * hidden + unit]);
  return { title: name, rowsLabel: "unit", rows: Array.from({ length: hidden }, (_, unit) => row(unit)) };
}

/** The gates of a cell, if it has any, and its candidate and states, each under the same sequence: the first by rank. */
export function drawHeatMaps(
  { name, inside }: Pick<Opened, "name" | "inside">,
  test: Marked,
  b: number = rankSequences(test)[0],
): readonly HeatBlock[] {
  const hidden = inside.order.length;
  const grids = (quantities: readonly Quantity[]) => quantities.map((one) => drawGrid(one, test, hidden, b));
  const common = {
    kind: "heat",
    x: { label: "step" },
    columns: Array.from({ length: test.length }, (_, t) => t),
    above: { label: "value", lines: drawAbove(test, inside.said, b) },
  } as const;
  const gates: HeatBlock = {
    ...common,
    title: `Gates of the ${name}`,
    description: "Rows of units over the steps. Columns at marks differ from the rest.",
    grids: grids(inside.gates),
    colors: "sequential",
    domain: [0, 1],
    legend: "0: closed, 1: open",
  };
  const states: HeatBlock = {
    ...common,
    title: inside.gates.length > 0 ? `Candidate and states of the ${name}` : `States of the ${name}`,
    description:
      "Rows of units over the steps. Rows that hold the stored value change at marks and keep their colour between.",
    grids: grids(inside.contents),
    colors: "diverging",
    domain: [-1, 1], // an LSTM's cell state may go beyond, and is then drawn in the end's colour
    legend: "activation",
  };
  return inside.gates.length > 0 ? [gates, states] : [states];
}
