import { noGrad, withSeed } from "recurra";
import { correlation } from "recurra/evaluation";
import { mean } from "recurra/statistics";
import { type CellName, cellNames } from "recurra/words";
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

/** Walks the sequences unit by unit in plain numbers: what `step` names, [B, T, H] each. `gates` has a gate before its activation. */
function walk(
  { recurrent }: Keeper,
  step: (gates: (gate: number) => number, before: Record<string, number>) => Record<string, number>,
): Record<string, Float32Array> {
  const parameters = new Map(recurrent.namedParameters().map(([name, { value }]) => [name, value]));
  const [batch, time, inputs] = sequences.x.shape;
  const x = sequences.x.toArray();
  const found: Record<string, Float32Array> = {};
  for (let b = 0; b < batch; b++) {
    let units: Record<string, number>[] = Array.from({ length: hidden }, () => ({ h: 0, c: 0, n: 0, m: 0 }));
    for (let t = 0; t < time; t++) {
      const at = b * time + t;
      const h = units.map((unit) => unit.h);
      const part = (name: string, row: number, values: ArrayLike<number>): number => {
        const weights = parameters.get(`weight_${name}_l0`);
        const bias = parameters.get(`bias_${name}_l0`);
        if (!weights || !bias) return 0;
        const width = values.length;
        return Array.from(values).reduce((sum, value, i) => sum + value * weights[row * width + i], bias[row]);
      };
      units = units.map((unit, j) =>
        step((gate) => {
          const row = gate * hidden + j;
          return part("ih", row, x.subarray(at * inputs, (at + 1) * inputs)) + part("hh", row, h);
        }, unit),
      );
      units.forEach((unit, j) => {
        for (const [name, value] of Object.entries(unit)) {
          found[name] ??= new Float32Array(batch * time * hidden);
          found[name][at * hidden + j] = value;
        }
      });
    }
  }
  return found;
}

const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));

const byHand = {
  mingru: (model: Keeper) => {
    const { h, update, candidate } = walk(model, (gate, before) => {
      const update = sigmoid(gate(0));
      return { h: (1 - update) * before.h + update * gate(1), update, candidate: gate(1) };
    });
    return { update, candidate, "hidden state": h };
  },
  slstm: (model: Keeper) => {
    const { h, input, forget, output, candidate, content } = walk(model, (gate, { c, n, m }) => {
      const kept = Math.log(sigmoid(gate(1))) + m;
      const most = n === 0 ? gate(0) : Math.max(kept, gate(0));
      const [input, forget] = [Math.exp(gate(0) - most), Math.exp(Math.min(kept - most, 0))];
      const [candidate, output] = [Math.tanh(gate(2)), sigmoid(gate(3))];
      const [sum, weight] = [forget * c + input * candidate, forget * n + input];
      const content = sum / weight;
      return { h: output * content, c: sum, n: weight, m: most, input, forget, candidate, output, content };
    });
    return { input, forget, output, candidate, "cell state": content, "hidden state": h };
  },
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

test.each(cellNames)("%s: what is shown equals the equations, worked out step by step", (cell: CellName) => {
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
});

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
