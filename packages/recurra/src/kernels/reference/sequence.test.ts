import { describe, expect, test } from "vitest";
import { makeWeights } from "./cell.ts";
import { cells } from "./cells.ts";
import { differences, scaledError } from "./differences.ts";
import { dot, dotState, sample, sampleState } from "./sample.ts";
import { partOfState, type SequenceSizes, sequenceBackward, sequenceForward } from "./sequence.ts";

/** Weights of half the scale. */
const half = (name: string, size: number) => sample(name, size, 0.5);

function sizes(batch: number, time: number, inputs: number, hidden: number, lengths?: number[]): SequenceSizes {
  return { batch, time, inputs, hidden, lengths: lengths ?? new Array<number>(batch).fill(time) };
}

const cases: [string, SequenceSizes][] = [
  ["T = B = I = H = 1", sizes(1, 1, 1, 1)],
  ["T = 1", sizes(3, 1, 2, 3)],
  ["B = 1", sizes(1, 4, 2, 3)],
  ["H = 1", sizes(2, 3, 2, 1)],
  ["I = 1", sizes(2, 3, 1, 5)],
  ["odd sizes", sizes(3, 5, 3, 5)],
  ["lengths 1, 4, 2 of 4", sizes(3, 4, 2, 3, [1, 4, 2])],
  ["lengths all short of T", sizes(2, 5, 2, 2, [3, 1])],
];

describe.each(cells.map((cell) => [cell.name, cell] as const))("%s", (_, cell) => {
  // H of a case is that of a head.
  const { heads } = cell;
  for (const reverse of [false, true]) {
    test.each(cases)(
      `all gradients pass central differences at 1e-8 (scaled), ${reverse ? "reversed" : "forward"}: %s`,
      (_, one) => {
        const size = { ...one, hidden: one.hidden * heads };
        const weights = makeWeights(cell, size.inputs, size.hidden, half);
        const x = sample("x", size.batch * size.time * size.inputs);
        const initial = sampleState(cell, "initial", size.batch * size.hidden);
        const dOutput = sample("dOutput", size.batch * size.time * size.hidden);
        const dFinal = sampleState(cell, "dFinal", size.batch * size.hidden);
        const loss = () => {
          const { output, state } = sequenceForward(cell, size, weights, x, initial, reverse);
          return dot(output, dOutput) + dotState(cell, state, dFinal);
        };
        const forward = sequenceForward(cell, size, weights, x, initial, reverse);
        const back = sequenceBackward(cell, size, weights, x, initial, reverse, forward, dOutput, dFinal);
        // Small moves stay on their side of every kink.
        const e = cell.kinked ? 1e-5 : 1e-3;
        const checked: [Float64Array, Float64Array][] = [
          [back.weights.weightIh, weights.weightIh],
          [back.weights.weightHh, weights.weightHh],
          [back.weights.biasIh, weights.biasIh],
          [back.weights.biasHh, weights.biasHh],
          [back.x, x],
          ...cell.states.map((name): [Float64Array, Float64Array] => [back.state[name]!, initial[name]!]),
        ];
        for (const [found, at] of checked) expect(scaledError(found, differences(loss, at, e))).toBeLessThan(1e-8);
      },
    );
  }

  test("outputs past a true end are zero, and each sequence equals itself run alone without padding", () => {
    const hidden = 3 * heads;
    const size = sizes(3, 4, 2, hidden, [1, 4, 2]);
    const weights = makeWeights(cell, 2, hidden, half);
    const x = sample("x", 3 * 4 * 2);
    const initial = sampleState(cell, "initial", 3 * hidden);
    for (const reverse of [false, true]) {
      const all = sequenceForward(cell, size, weights, x, initial, reverse);
      size.lengths.forEach((length, b) => {
        const own = partOfState(cell, initial, b, hidden);
        const part = x.subarray(8 * b, 8 * b + 2 * length);
        const alone = sequenceForward(cell, sizes(1, length, 2, hidden), weights, part, own, reverse);
        expect(all.output.slice(4 * hidden * b, hidden * (4 * b + length))).toEqual(alone.output);
        expect(
          [...all.output.slice(hidden * (4 * b + length), 4 * hidden * (b + 1))].every((value) => value === 0),
        ).toBe(true);
        expect(partOfState(cell, all.state, b, hidden)).toEqual(alone.state);
      });
    }
  });

  test("a reversed run is a forward run over the reversed input", () => {
    const hidden = 3 * heads;
    const size = sizes(1, 4, 1, hidden);
    const weights = makeWeights(cell, 1, hidden, half);
    const x = sample("x", 4);
    const initial = sampleState(cell, "initial", hidden);
    const forward = sequenceForward(cell, size, weights, x.slice().reverse(), initial, false);
    const reversed = sequenceForward(cell, size, weights, x, initial, true);
    expect(reversed.state).toEqual(forward.state);
    expect(reversed.output.slice(0, hidden)).toEqual(forward.output.slice(3 * hidden));
  });
});
