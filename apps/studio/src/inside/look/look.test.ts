import type { OpenedLayer, OpenedNetwork, OpenedQuantity } from "recurra/inside";
import { expect, test } from "vitest";
import { Look } from "./look.ts";

const quantity = (symbol: string, kind: OpenedQuantity["kind"]): OpenedQuantity => ({
  ...{ symbol, name: symbol, kind, range: [-1, 1], values: new Float32Array(20) },
});
const layer = (symbols: string, states: string): OpenedLayer => ({
  ...{
    cell: "lstm",
    title: "layer",
    reversed: false,
    steps: 10,
    inputSize: 1,
    hiddenSize: 2,
    inputNames: ["a"],
    form: {},
    from: 0,
    first: {},
  },
  x: new Float32Array(10),
  gates: [...symbols].map((symbol) => quantity(symbol, "gate")),
  states: [...states].map((symbol) => quantity(symbol, "state")),
  weights: { ih: new Float32Array(), hh: new Float32Array(), biasIh: new Float32Array(), biasHh: new Float32Array() },
});
const network = (title: string, ...layers: OpenedLayer[]): OpenedNetwork => ({ title, layers, lines: [] });
const lstm = network("LSTM", layer("ifgo", "hc"));
const gru = network("GRU", layer("rzn", "h"));

test("the network that is being trained is shown until another one is chosen", () => {
  const look = new Look();
  look.take(gru);
  look.take(lstm);
  expect(look.network.value?.title).toBe("LSTM");
  look.chosen.value = "GRU";
  look.take(lstm);
  expect(look.network.value?.title).toBe("GRU");
});

test("maps stand in the order gates, memory, hidden state", () => {
  const look = new Look();
  look.take(lstm);
  expect(look.quantities.value.map(({ symbol }) => symbol).join("")).toBe("ifgoch");
});

test("the cursor begins in the middle of the forget gate, and goes to the first gate of a cell without one", () => {
  const look = new Look();
  look.take(lstm);
  expect(look.place.value).toEqual({ t: 5, unit: 0, symbol: "f" });
  look.take(gru);
  expect(look.place.value).toEqual({ t: 5, unit: 0, symbol: "r" });
});

test("a hover moves the cursor until a click pins it; a click on the same place lets it go", () => {
  const look = new Look();
  look.take(lstm);
  look.hover({ t: 2, unit: 1, symbol: "g" });
  expect(look.place.value).toEqual({ t: 2, unit: 1, symbol: "g" });
  look.pin({ t: 3, unit: 1 });
  look.hover({ t: 7 });
  expect(look.place.value.t).toBe(3);
  look.pin({ t: 4 });
  expect([look.place.value.t, look.pinned.value]).toEqual([4, true]);
  look.pin({ t: 4 });
  look.hover({ t: 7 });
  expect(look.place.value.t).toBe(7);
});

test("another run has nothing of the one before", () => {
  const look = new Look();
  look.take(lstm);
  look.pin({ t: 1 });
  look.forget();
  expect([look.network.value, look.pinned.value]).toEqual([undefined, false]);
  look.take(gru);
  expect(look.place.value.t).toBe(5);
});

test("a step has its own name where that says more than its number", () => {
  const look = new Look();
  look.take({ ...lstm, stepNames: ["step 1", "2018-05-11"] });
  expect([look.stepName(0), look.stepName(1), look.stepName(2)]).toEqual([undefined, "2018-05-11", undefined]);
});
