import { expect, test } from "vitest";
import { cellNames } from "../../words/cells.ts";
import { cellEquations } from "./equations.ts";
import { explain } from "./explain.ts";
import { bracketed, figure } from "./figure.ts";
import type { OpenedLayer } from "./opened.ts";
import { stagesOf } from "./stages.ts";

/** A GRU of two units that reads three numbers over two steps, by hand. */
const layer: OpenedLayer = {
  ...{ cell: "gru", form: { resetAfter: true }, title: "by hand", reversed: false, from: 0 },
  ...{ steps: 2, inputSize: 3, hiddenSize: 2, inputNames: ["load", "day", "price"] },
  x: Float32Array.of(1, 0, -2, 0.5, 3, 1),
  gates: [
    { symbol: "r", name: "reset gate", kind: "gate", range: [0, 1], values: Float32Array.of(0.5, 0.5, 0.25, 0.75) },
    { symbol: "z", name: "update gate", kind: "gate", range: [0, 1], values: Float32Array.of(0.5, 0.5, 0.25, 0.5) },
    { symbol: "n", name: "candidate", kind: "candidate", range: [-1, 1], values: Float32Array.of(0.5, 0.5, -0.5, 1) },
  ],
  states: [
    { symbol: "h", name: "hidden state", kind: "state", range: [-1, 1], values: Float32Array.of(0.5, -0.25, 0, 0.5) },
  ],
  first: { h: Float32Array.of(0, 0) },
  weights: {
    ih: Float32Array.from({ length: 18 }, (_, i) => (i % 5) / 4 - 0.5),
    hh: Float32Array.from({ length: 12 }, (_, i) => (i % 3) / 2 - 0.5),
    biasIh: Float32Array.of(1, 2, 3, 4, 5, 6),
    biasHh: new Float32Array(6).fill(0.25),
  },
};

test("a sum has its largest products first, by what they multiply, and the others in one number", () => {
  const { lines, tex, says, name } = explain(layer, { symbol: "r", unit: 0, t: 1, parts: 2 });
  expect([name, tex]).toEqual(["reset gate", "r_t = \\sigma(W_{ir} x_t + W_{hr} h_{t-1} + b_r)"]);
  expect(says).toBe("reset gate: how much of the state the candidate sees");
  const [input, state] = lines[0].sums;
  // Row 0: -0.5, -0.25, 0 times 0.5, 3, 1.
  expect(
    input.parts.map((part) => [part.symbol, part.index, part.name, part.weight, part.value, part.product]),
  ).toEqual([
    ["x", 1, "day", -0.25, 3, -0.75],
    ["x", 0, "load", -0.5, 0.5, -0.25],
  ]);
  expect(input.rest).toEqual({ count: 1, total: 0 });
  expect(input.bias).toEqual({ tex: "b_{ir}", value: 1 });
  expect(input.total).toBe(0);
  expect(state.parts.map(({ name, value }) => [name, value])).toEqual([
    ["unit 1 before", 0.5],
    ["unit 2 before", -0.25],
  ]);
  expect(lines[1].numbers).toBe("\\sigma(0)");
  expect(lines.at(-1)!.value).toBe(0.5);
});

test("a state names the values that it is made of, and the step that each of them is of", () => {
  const { lines, value } = explain(layer, { symbol: "h", unit: 0, t: 1 });
  expect(lines.map(({ gives, numbers }) => `${gives} = ${numbers}`)).toEqual([
    "(1 - z_t) n_t = 0.75 \\cdot (-0.5)",
    "z_t h_{t-1} = 0.25 \\cdot 0.5",
    "h_t = -0.375 + 0.125",
  ]);
  expect(lines[1].reads).toEqual([
    { symbol: "z", t: 1, unit: 0, value: 0.25 },
    { symbol: "h", t: 0, unit: 0, value: 0.5 },
  ]);
  expect(value).toBe(-0.25);
  // Before the first step stand the states that it begins with.
  expect(explain(layer, { symbol: "h", unit: 0, t: 0 }).lines[1].reads[1]).toEqual({
    symbol: "h",
    t: -1,
    unit: 0,
    value: 0,
  });
});

test("a layer that reads from the end names the step behind it", () => {
  const reversed = { ...layer, reversed: true };
  expect(explain(reversed, { symbol: "h", unit: 0, t: 0 }).tex).toContain("h_{t+1}");
  expect(explain(reversed, { symbol: "h", unit: 0, t: 0 }).lines[1].reads[1].t).toBe(1);
  expect(explain(reversed, { symbol: "h", unit: 0, t: 1 }).lines[1].reads[1].t).toBe(-1);
});

test("what the cell has not, and what is no layer, is refused", () => {
  expect(() => explain(layer, { symbol: "f", unit: 0, t: 0 })).toThrow(
    'explain: symbol must be one of "r", "z", "n", "h", but it is "f".',
  );
  expect(() => explain(layer, { symbol: "r", unit: 2, t: 0 })).toThrow("unit must be a whole number from 0 to 1");
  expect(() => explain({ ...layer, x: new Float32Array(5) }, { symbol: "r", unit: 0, t: 0 })).toThrow(
    "explain: layer.x must be a Float32Array of 6 numbers, but it is an object.",
  );
  expect(() => explain({ ...layer, gates: [] }, { symbol: "r", unit: 0, t: 0 })).toThrow(
    'layer.gates: the values of "r" must be a Float32Array of 4 numbers',
  );
});

test("a step has its components in their order, with numbers where they are known", () => {
  const at = { unit: 0, t: 1 };
  const stages = stagesOf(layer, { ...at, loss: 0.5 });
  expect(stages.map(({ title }) => title)).toEqual([
    ...["input product", "product with the state", "reset gate", "update gate", "candidate", "hidden state"],
    ...["output", "loss", "gradient, on its way back", "update"],
  ]);
  expect(stages[0].numbers.map(({ tex }) => tex)).toEqual([
    "W_{ir} x_t + b_{ir}",
    "W_{iz} x_t + b_{iz}",
    "W_{in} x_t + b_{in}",
  ]);
  expect(stages[0].numbers[0].value).toBe(explain(layer, { symbol: "r", ...at }).lines[0].sums[0].total);
  expect(stages[2].numbers).toEqual([{ tex: "r_t", value: 0.25 }]);
  expect(stages[7].numbers).toEqual([{ tex: "L", value: 0.5 }]);
  // No gradient was asked for, and no loss is known.
  expect(stages.slice(8).flatMap(({ numbers }) => numbers)).toEqual([]);
  expect(stagesOf(layer, at)[7].numbers).toEqual([]);
  const gates = { r: Float32Array.of(1, 2, 3, 4), z: new Float32Array(4), n: new Float32Array(4) };
  const opened = stagesOf({ ...layer, gradients: { h: Float32Array.of(5, 6, 7, 8), gates } }, at);
  expect(opened[8].numbers[0]).toEqual({ tex: "\\partial L / \\partial h_t", value: 7 });
  expect(opened[8].numbers[1]).toEqual({ tex: "\\partial L / \\partial a_r", value: 3 });
  // Of a bias: over all steps.
  expect(opened[9].numbers[0]).toEqual({ tex: "\\partial L / \\partial b_r", value: 1 + 3 });
});

test("equations are those of each cell in its form", () => {
  expect(cellEquations("rnn", { nonlinearity: "relu" })[0].tex).toBe("h_t = \\max(0, W_{ih} x_t + W_{hh} h_{t-1} + b)");
  expect(cellEquations("gru", { resetAfter: false }, "t+1")[2].tex).toBe(
    "n_t = \\tanh(W_{in} x_t + W_{hn} (r_t \\odot h_{t+1}) + b_n)",
  );
  for (const name of cellNames) expect(cellEquations(name).at(-1)!.tex).toMatch(/^h_t = /);
});

test("numbers in equations have four digits, and brackets where they would be misread", () => {
  expect([0, 1, 0.87312, -12.3456, 0.0000123, 1_234_567].map(figure)).toEqual([
    ...["0", "1", "0.8731", "-12.35", "1.23 \\cdot 10^{-5}", "1.23 \\cdot 10^{6}"],
  ]);
  expect([Number.NaN, Number.POSITIVE_INFINITY].map(figure)).toEqual(["\\text{NaN}", "\\infty"]);
  expect([0.5, -0.5, 0.00001].map(bracketed)).toEqual(["0.5", "(-0.5)", "(1 \\cdot 10^{-5})"]);
});
