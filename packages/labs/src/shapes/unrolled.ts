// A recurrent network unrolled: its cells once for each step, with what they read, pass on and give. The sizes in the boxes
// are those of the network and of the tensors that went through it.

import type { DrawingArrow, DrawingBlock, DrawingNode } from "@recurra/report";
import type { Shape } from "recurra";
import { describeShape, type Stages } from "./stages.ts";

/** A network over the steps of one sequence. */
export interface UnrolledNetwork {
  readonly steps: number;
  readonly layers: number;
  readonly bidirectional: boolean;
  /** The letter of its states: "h", "s". */
  readonly hidden: string;
  /** Whether a step reads an input; one that does not is drawn in dashes. */
  readonly inputs: (step: number, steps: number) => boolean;
  /** Whether a step's output is used. */
  readonly outputs: (step: number, steps: number) => boolean;
  /** Whether each step reads the answer of the step before. */
  readonly feedsBack: boolean;
  /** Shapes of one step: input [B, I], state [B, H], answer [B, O]; no answer where the network only reads. */
  readonly shapes: { readonly input: Shape; readonly state: Shape; readonly answer?: Shape };
}

/** A network whose tensors have passed, unrolled: of x, state.h and y unless other names are given. */
export function unroll(
  stages: Stages,
  recurrent: { readonly numLayers: number; readonly directions: number },
  other: {
    readonly input?: string;
    readonly state?: string;
    /** null: the network only reads. */
    readonly answer?: string | null;
    readonly steps?: number;
  } & Partial<Pick<UnrolledNetwork, "hidden" | "inputs" | "outputs" | "feedsBack">> = {},
): UnrolledNetwork {
  const { input = "x", state = "state.h", answer = "y", ...rest } = other;
  const [batch, time, features] = stages.of(input);
  const [, , hidden] = stages.of(state);
  const last = answer === null ? undefined : stages.of(answer).at(-1);
  return {
    steps: time,
    layers: recurrent.numLayers,
    bidirectional: recurrent.directions === 2,
    hidden: "h",
    inputs: () => true,
    outputs: () => answer !== null,
    feedsBack: false,
    ...rest,
    shapes: {
      input: [batch, features],
      state: [batch, hidden],
      ...(last === undefined ? {} : { answer: [batch, last] }),
    },
  };
}

/** The steps that are drawn: all of a few, else the first three and the last. */
function chooseSteps(steps: number): (number | "...")[] {
  const all = Array.from({ length: steps }, (_, i) => i + 1);
  return steps <= 5 ? all : [...all.slice(0, 3), "...", steps];
}

/** Nodes and arrows as they are added. */
class Drawing {
  readonly nodes: DrawingNode[] = [];
  readonly arrows: DrawingArrow[] = [];

  /** Adds a node and gives its name, for arrows. */
  node(id: string, column: number, row: number, role: DrawingNode["role"], label: string, detail?: string): string {
    this.nodes.push({ id, column, row, role, label, ...(detail === undefined ? {} : { detail }) });
    return id;
  }

  arrow(from: string | undefined, to: string | undefined, dashed = false): void {
    if (from !== undefined && to !== undefined) this.arrows.push(dashed ? { from, to, dashed } : { from, to });
  }
}

/**
 * Draws networks from left to right; the last states of one start the next. Rows from below: inputs, for each layer its forward
 * and its backward cells, the head, the answers.
 */
export function drawUnrolled(title: string, description: string, networks: readonly UnrolledNetwork[]): DrawingBlock {
  const drawing = new Drawing();
  const rows = Math.max(...networks.map(({ layers, bidirectional }) => layers * (bidirectional ? 2 : 1)));
  let column = 1;
  /** For each row of cells: what passes its state to the next network. */
  let before: (string | undefined)[] = [];
  for (const [index, network] of networks.entries()) {
    before = drawNetwork(drawing, network, `${index}`, column, rows, before);
    column += chooseSteps(network.steps).length;
  }
  return { kind: "drawing", title, description, nodes: drawing.nodes, arrows: drawing.arrows };
}

/** Draws one network from `column` on; gives the last cell of each forward row. */
function drawNetwork(
  drawing: Drawing,
  network: UnrolledNetwork,
  id: string,
  column: number,
  rows: number,
  before: readonly (string | undefined)[],
): (string | undefined)[] {
  const { layers, bidirectional, hidden, shapes } = network;
  const columns = chooseSteps(network.steps);
  const directions = bidirectional ? 2 : 1;
  const inputs = columns.map((step, i) => {
    if (step === "...") return undefined;
    const label = network.feedsBack ? (step === 1 ? "start" : `y_${step - 1}`) : `x_${step}`;
    const absent = !network.inputs(step, network.steps);
    return drawing.node(
      `${id} x ${step}`,
      column + i,
      0,
      absent ? "absent" : "input",
      absent ? "zeros" : label,
      describeShape(shapes.input),
    );
  });
  /** What the row above reads: the inputs, then the cells of the layer below. */
  let below: (string | undefined)[][] = [inputs];
  const last: (string | undefined)[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const cells: (string | undefined)[][] = [];
    for (let direction = 0; direction < directions; direction++) {
      const backwards = direction === 1;
      const row = 1 + layer * directions + direction;
      const letter = backwards ? `${hidden}'` : hidden;
      const size = layers > 1 ? `layer ${layer + 1}: ${describeShape(shapes.state)}` : describeShape(shapes.state);
      const line = columns.map((step, i) => {
        const role = step === "..." ? "absent" : backwards ? "backward" : "cell";
        const [label, detail] = step === "..." ? ["...", undefined] : [`${letter}_${step}`, size];
        return drawing.node(`${id} h ${layer} ${direction} ${step}`, column + i, row, role, label, detail);
      });
      const start = backwards
        ? drawing.node(`${id} end ${layer}`, column + columns.length, row, "state", "zeros", size)
        : (before[layer] ?? drawing.node(`${id} start ${layer}`, column - 1, row, "state", "zeros", size));
      const inTime = backwards ? line.toReversed() : line;
      [start, ...inTime.slice(0, -1)].forEach((from, i) => {
        drawing.arrow(from, inTime[i]);
      });
      if (!backwards) last.push(line.at(-1));
      for (const source of below) {
        source.forEach((from, i) => {
          if (columns[i] !== "...") drawing.arrow(from, line[i]);
        });
      }
      cells.push(line);
    }
    below = cells;
  }
  if (shapes.answer !== undefined) drawAnswers(drawing, network, id, column, rows, below, inputs);
  return last;
}

function drawAnswers(
  drawing: Drawing,
  { outputs, steps, shapes, feedsBack }: UnrolledNetwork,
  id: string,
  column: number,
  rows: number,
  top: readonly (readonly (string | undefined)[])[],
  inputs: readonly (string | undefined)[],
): void {
  const columns = chooseSteps(steps);
  columns.forEach((step, i) => {
    if (step === "..." || !outputs(step, steps)) return;
    const head = drawing.node(`${id} head ${step}`, column + i, rows + 1, "head", "Linear");
    const everyStep = outputs(1, steps) || steps === 1;
    const answer = drawing.node(
      `${id} y ${step}`,
      column + i,
      rows + 2,
      "output",
      everyStep ? `y_${step}` : "y",
      shapes.answer && describeShape(shapes.answer),
    );
    for (const cells of top) drawing.arrow(cells[i], head);
    drawing.arrow(head, answer);
    if (feedsBack && columns[i + 1] === step + 1) drawing.arrow(answer, inputs[i + 1], true);
  });
}
