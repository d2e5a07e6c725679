import { expect, test } from "vitest";
import { carriedBy } from "./carried.ts";
import type { OpenedLayer, OpenedQuantity } from "./opened.ts";

const quantity = (symbol: string, kind: OpenedQuantity["kind"], ...values: number[]): OpenedQuantity => ({
  ...{ symbol, name: symbol, kind, range: [-1, 1], values: Float32Array.from(values) },
});

/** Two steps of one unit that reads two numbers. */
const lstm: OpenedLayer = {
  ...{
    cell: "lstm",
    title: "layer",
    reversed: false,
    steps: 2,
    inputSize: 2,
    hiddenSize: 1,
    inputNames: ["a", "b"],
    form: {},
    from: 0,
  },
  x: Float32Array.of(3, 4, 0, 0),
  gates: [
    quantity("i", "gate", 0.5, 0.25),
    quantity("f", "gate", 0.75, 0.5),
    quantity("g", "candidate", -0.5, 1),
    quantity("o", "gate", 1, 0.5),
  ],
  states: [quantity("h", "state", 0.125, 0.25), quantity("c", "state", 0.5, 0.75)],
  first: { h: Float32Array.of(0.0625), c: Float32Array.of(0.25) },
  weights: {
    ih: new Float32Array(8),
    hh: new Float32Array(4),
    biasIh: new Float32Array(4),
    biasHh: new Float32Array(4),
  },
};

const carries = (layer: OpenedLayer, t: number, name: string): number => carriedBy(layer, { t, unit: 0 })[name].value;

test("wires carry gates and states as they are, products of them, and what was there before the step", () => {
  expect(carries(lstm, 1, "f")).toBe(0.5);
  expect(carries(lstm, 1, "c'")).toBe(0.5);
  expect(carries(lstm, 1, "f*c'")).toBe(0.25);
  expect(carries(lstm, 0, "i*g")).toBe(-0.25);
  expect(carries(lstm, 1, "tanh(c)")).toBeCloseTo(Math.tanh(0.75));
  expect(carries(lstm, 0, "c'")).toBe(0.25);
});

test("of an input of several numbers a wire carries their length", () => {
  expect(carries(lstm, 0, "x")).toBe(5);
});

test("in a layer that reads backwards the step before is the next one, and the first state stands at the end", () => {
  const backward = { ...lstm, reversed: true };
  expect(carries(backward, 0, "c'")).toBe(0.75);
  expect(carries(backward, 1, "c'")).toBe(0.25);
});

test("a product belongs to the equation that it stands in", () => {
  const carried = carriedBy(lstm, { t: 0, unit: 0 });
  expect([carried.f.of, carried["f*c'"].of, carried["tanh(c)"].of]).toEqual(["f", "c", "h"]);
});

/** The same as a GRU. */
const gru: OpenedLayer = {
  ...lstm,
  cell: "gru",
  gates: [quantity("r", "gate", 0.5, 0.5), quantity("z", "gate", 0.25, 0.25), quantity("n", "candidate", 1, 1)],
  states: [quantity("h", "state", 0.5, 0.25)],
  weights: {
    ih: new Float32Array(6),
    hh: Float32Array.of(0, 0, 2),
    biasIh: new Float32Array(3),
    biasHh: Float32Array.of(0, 0, 1),
  },
};

test("a GRU's reset gate scales the product of the candidate's weights and the state, with its bias", () => {
  expect(carries(gru, 1, "m")).toBe(2);
  expect(carries(gru, 1, "r*m")).toBe(1);
  expect(carries(gru, 1, "(1-z)*n")).toBe(0.75);
  expect(carries(gru, 1, "z*h'")).toBe(0.125);
});

test("what the drawing does not show of a GRU with its reset before the product is not carried", () => {
  expect(Object.keys(carriedBy({ ...gru, form: { resetAfter: false } }, { t: 0, unit: 0 }))).not.toContain("r*m");
});

test("a unit that is not there is refused", () => {
  expect(() => carriedBy(lstm, { t: 0, unit: 1 })).toThrow("unit must be");
});
