import { describe, expect, test } from "vitest";
import type { Cell, CellWeights } from "./cell.ts";
import { cells } from "./cells.ts";
import { differences, scaledError } from "./differences.ts";
import { dot, sample } from "./sample.ts";
import { type BatchState, type SequenceSizes, sequenceBackward, sequenceForward } from "./sequence.ts";

function weightsFor(cell: Cell, inputs: number, hidden: number): CellWeights {
  return {
    weightIh: sample("weightIh", cell.gates * hidden * inputs, 0.5),
    weightHh: sample("weightHh", cell.gates * hidden * hidden, 0.5),
    biasIh: sample("biasIh", cell.gates * hidden, 0.5),
    biasHh: sample("biasHh", cell.gates * hidden, 0.5),
  };
}

function stateFor(cell: Cell, name: string, size: number): BatchState {
  return { h: sample(`${name} h`, size), c: sample(`${name} c`, cell.hasC ? size : 0) };
}

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
  for (const reverse of [false, true]) {
    test.each(cases)(
      `all gradients pass central differences at 1e-8 (scaled), ${reverse ? "reversed" : "forward"}: %s`,
      (_, size) => {
        const weights = weightsFor(cell, size.inputs, size.hidden);
        const x = sample("x", size.batch * size.time * size.inputs);
        const initial = stateFor(cell, "initial", size.batch * size.hidden);
        const dOutput = sample("dOutput", size.batch * size.time * size.hidden);
        const dFinal = stateFor(cell, "dFinal", size.batch * size.hidden);
        const loss = () => {
          const { output, state } = sequenceForward(cell, size, weights, x, initial, reverse);
          return dot(output, dOutput) + dot(state.h, dFinal.h) + dot(state.c, dFinal.c);
        };
        const forward = sequenceForward(cell, size, weights, x, initial, reverse);
        const back = sequenceBackward(cell, size, weights, x, initial, reverse, forward, dOutput, dFinal);
        // ReLU has a kink: small moves keep every pre-activation on its side of it.
        const e = cell.name === "RNN relu" ? 1e-5 : 1e-3;
        const checked: [Float64Array, Float64Array][] = [
          [back.weights.weightIh, weights.weightIh],
          [back.weights.weightHh, weights.weightHh],
          [back.weights.biasIh, weights.biasIh],
          [back.weights.biasHh, weights.biasHh],
          [back.x, x],
          [back.state.h, initial.h],
          [back.state.c, initial.c],
        ];
        for (const [found, at] of checked) expect(scaledError(found, differences(loss, at, e))).toBeLessThan(1e-8);
      },
    );
  }

  test("outputs past a true end are zero, and each sequence equals itself run alone without padding", () => {
    const size = sizes(3, 4, 2, 3, [1, 4, 2]);
    const weights = weightsFor(cell, 2, 3);
    const x = sample("x", 3 * 4 * 2);
    const initial = stateFor(cell, "initial", 9);
    for (const reverse of [false, true]) {
      const all = sequenceForward(cell, size, weights, x, initial, reverse);
      size.lengths.forEach((length, b) => {
        const own = { h: initial.h.subarray(3 * b, 3 * b + 3), c: initial.c.subarray(3 * b, 3 * b + 3) };
        const part = x.subarray(8 * b, 8 * b + 2 * length);
        const alone = sequenceForward(cell, sizes(1, length, 2, 3), weights, part, own, reverse);
        expect(all.output.slice(12 * b, 12 * b + 3 * length)).toEqual(alone.output);
        expect([...all.output.slice(12 * b + 3 * length, 12 * b + 12)].every((value) => value === 0)).toBe(true);
        expect(all.state.h.slice(3 * b, 3 * b + 3)).toEqual(alone.state.h);
        expect(all.state.c.slice(3 * b, 3 * b + 3)).toEqual(alone.state.c);
      });
    }
  });

  test("a reversed run is a forward run over the reversed input", () => {
    const size = sizes(1, 4, 1, 3);
    const weights = weightsFor(cell, 1, 3);
    const x = sample("x", 4);
    const initial = stateFor(cell, "initial", 3);
    const forward = sequenceForward(cell, size, weights, x.slice().reverse(), initial, false);
    const reversed = sequenceForward(cell, size, weights, x, initial, true);
    expect(reversed.state).toEqual(forward.state);
    expect(reversed.output.slice(0, 3)).toEqual(forward.output.slice(9));
  });
});
