import { EncoderDecoder, noGrad, tensor, withSeed } from "recurra";
import { expect, test } from "vitest";
import { heldOutSpan, makeSignal, PERIOD, POINTS, TRAINING } from "./data.ts";
import { forecastSpan } from "./forecast.ts";

const signal = makeSignal(0.2, 0);
const model = withSeed(1, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 4 })).eval();
const sizes = { inputSteps: 5, outputSteps: 2 };

/** The signal with another value at one point. */
function changed(at: number): typeof signal {
  return { ...signal, y: signal.y.map((value, i) => (i === at ? value + 5 : value)) };
}

/** The first held-out place (from 0) whose prediction changes with point `at`. */
async function firstChange(protocol: "teacherForced" | "windowed" | "freeRunning", at: number): Promise<number> {
  const before = await forecastSpan(model, signal, heldOutSpan, sizes, protocol);
  const after = await forecastSpan(model, changed(at), heldOutSpan, sizes, protocol);
  return after.network.findIndex((value, i) => value !== before.network[i]);
}

test("with teacher forcing a prediction reads the true value of the point before", async () => {
  expect(await firstChange("teacherForced", TRAINING)).toBe(1);
  expect(await firstChange("teacherForced", TRAINING + 1)).toBe(2);
});

test("window by window a prediction reads the true values before its window alone", async () => {
  expect(await firstChange("windowed", TRAINING)).toBe(2);
  expect(await firstChange("windowed", TRAINING + 1)).toBe(2);
  expect(await firstChange("windowed", TRAINING + 2)).toBe(4);
});

test("running free no prediction reads a held-out point", async () => {
  for (const at of [TRAINING, TRAINING + 1, TRAINING + 20]) expect(await firstChange("freeRunning", at)).toBe(-1);
  expect(await firstChange("freeRunning", TRAINING - 5)).toBe(0);
  expect(await firstChange("freeRunning", TRAINING - 6)).toBe(-1);
});

test("running free each window is made of the last outputs", async () => {
  const { network } = await forecastSpan(model, signal, heldOutSpan, sizes, "freeRunning");
  expect(network).toHaveLength(POINTS - TRAINING);
  const window = tensor(network.slice(40, 45), [1, 5, 1]);
  const next = noGrad(() => model.forward(window, { horizon: 2 }).toArray());
  // Windows begin at even places, so place 45 is the second of its window: the one from 41 writes 46 and 47.
  expect(network[46]).not.toBe(next[0]);
  const even = noGrad(() => model.forward(tensor(network.slice(41, 46), [1, 5, 1]), { horizon: 2 }).toArray());
  expect([network[46], network[47]]).toEqual([...even]);
});

test("naive forecasts know exactly what the protocol knows", async () => {
  const at = (place: number) => signal.y[TRAINING + place];
  const forced = await forecastSpan(model, signal, heldOutSpan, sizes, "teacherForced");
  expect([...forced.lastValue.slice(0, 3)]).toEqual([at(-1), at(0), at(1)]);
  const windowed = await forecastSpan(model, signal, heldOutSpan, sizes, "windowed");
  expect([...windowed.lastValue.slice(0, 4)]).toEqual([at(-1), at(-1), at(1), at(1)]);
  const free = await forecastSpan(model, signal, heldOutSpan, sizes, "freeRunning");
  expect([...new Set(free.lastValue)]).toEqual([at(-1)]);
  for (const { seasonal } of [forced, windowed, free]) {
    expect([...seasonal]).toEqual([...signal.y.slice(TRAINING - PERIOD, POINTS - PERIOD)]);
  }
});

test("the last window is shorter when the span ends within it", async () => {
  const { network, lastValue } = await forecastSpan(
    model,
    signal,
    heldOutSpan,
    { inputSteps: 5, outputSteps: 7 },
    "windowed",
  );
  expect(network).toHaveLength(50);
  expect(lastValue).toHaveLength(50);
});
