import { noGrad, withSeed } from "recurra";
import { correlation } from "recurra/evaluation";
import { mean } from "recurra/statistics";
import type { CellName } from "recurra/words";
import { expect, test } from "vitest";
import { gruByHand, lstmByHand, rnnByHand } from "./by-hand.ts";
import { makeMarked } from "./data.ts";
import { type Inside, lookInside } from "./inside.ts";
import { Keeper } from "./keeper.ts";

const hidden = 3;
const sequences = makeMarked(4, 6, 0.3, 2);

/** The quantity of that name with its units in the cell's own order, as the lab shows it. */
function shown({ gates, contents, order }: Inside, name: string): number[] {
  const { values } = [...gates, ...contents].find((one) => one.name === name)!;
  const out = new Array<number>(values.length);
  for (let i = 0; i < values.length; i++) out[i - (i % hidden) + order[i % hidden]] = values[i];
  return out;
}

const byHand = {
  lstm: (model: Keeper) => {
    const { h, c, input, forget, cell, output } = lstmByHand(model.recurrent, hidden, sequences.x);
    return { input, forget, output, candidate: cell, "cell state": c, "hidden state": h };
  },
  gru: (model: Keeper) => {
    const { h, reset, update, new: n } = gruByHand(model.recurrent, hidden, sequences.x, { reset: "after", z: "old" });
    return { reset, update, candidate: n, "hidden state": h };
  },
  rnn: (model: Keeper) => ({ "hidden state": rnnByHand(model.recurrent, hidden, sequences.x).h }),
};

test.each(["lstm", "gru", "rnn"] as const)(
  "%s: what is shown equals the equations, worked out step by step",
  (cell: CellName) => {
    const model = withSeed(3, () => new Keeper(cell, hidden));
    const found = lookInside(model, sequences);
    const expected: Record<string, Float32Array> = byHand[cell](model);
    expect([...found.gates, ...found.contents].map(({ name }) => name)).toEqual(Object.keys(expected));
    for (const [name, values] of Object.entries(expected)) {
      const seen = shown(found, name);
      expect(seen).toHaveLength(values.length);
      values.forEach((value, i) => {
        expect(Math.abs(seen[i] - value), `${name} ${i}`).toBeLessThan(1e-6);
      });
    }
    expect(found.said).toEqual(noGrad(() => model.forward(sequences.x).toArray()));
  },
);

test("units are sorted by how closely their state follows the stored value, in either direction", () => {
  const model = withSeed(3, () => new Keeper("lstm", hidden));
  const { order, correlations, contents } = lookInside(model, sequences);
  expect([...order].sort()).toEqual([0, 1, 2]);
  const sizes = correlations.map(Math.abs);
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  const cellState = contents.find(({ name }) => name === "cell state")!.values;
  const first = Float64Array.from(cellState.filter((_, i) => i % hidden === 0));
  expect(correlations[0]).toBeCloseTo(correlation(first, Float64Array.from(sequences.stored))!, 12);
});

test("gates are averaged over the steps with a mark and over the others", () => {
  const model = withSeed(3, () => new Keeper("gru", hidden));
  const { gates } = lookInside(model, sequences);
  const [, update] = gates;
  for (const unit of [0, 1, 2]) {
    const [at, elsewhere] = [1, 0].map((mark) =>
      Array.from(sequences.marks).flatMap((one, i) => (one === mark ? [update.values[i * hidden + unit]] : [])),
    );
    expect(at.length).toBeGreaterThan(0);
    expect(update.atMarks[unit]).toBeCloseTo(mean(at), 9);
    expect(update.elsewhere[unit]).toBeCloseTo(mean(elsewhere), 9);
  }
});
