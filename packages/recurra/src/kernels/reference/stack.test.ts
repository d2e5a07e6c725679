import { describe, expect, test } from "vitest";
import { type CellWeights, makeWeights } from "./cell.ts";
import { cells } from "./cells.ts";
import { differences, scaledError } from "./differences.ts";
import { dot, dotState, sample, sampleState } from "./sample.ts";
import { partOfState, sequenceForward } from "./sequence.ts";
import { type Stack, type StackBatch, stackBackward, stackForward } from "./stack.ts";

function build(cell: Stack["cell"], layers: number, directions: 1 | 2, masked: boolean): [Stack, StackBatch] {
  const [batch, time, inputs, hidden] = [2, 3, 2, 3 * cell.heads];
  const weights: CellWeights[] = [];
  for (let index = 0; index < layers * directions; index++) {
    const columns = index < directions ? inputs : directions * hidden;
    weights.push(makeWeights(cell, columns, hidden, (name, size) => sample(`${name} ${index}`, size, 0.5)));
  }
  const width = directions * hidden;
  const masks = masked
    ? Array.from({ length: layers - 1 }, (_, i) =>
        sample(`mask ${i}`, batch * time * width).map((v) => (v > 0 ? 2 : 0)),
      )
    : undefined;
  const rows = layers * directions * batch * hidden;
  const state = sampleState(cell, "initial", rows);
  const x = sample("x", batch * time * inputs);
  return [
    { cell, layers, directions, inputs, hidden, weights, ...(masks ? { masks } : {}) },
    { batch, time, lengths: [3, 2], x, state },
  ];
}

describe.each(cells.map((cell) => [cell.name, cell] as const))("%s", (_, cell) => {
  test.each([
    [1, 2, false],
    [2, 1, true],
    [2, 2, false],
    [3, 2, true],
  ] as [number, 1 | 2, boolean][])(
    "%i layers in %i directions, dropout masks %s: all gradients pass central differences at 1e-8 (scaled)",
    (layers, directions, masked) => {
      const [stack, batch] = build(cell, layers, directions, masked);
      const forward = stackForward(stack, batch);
      const dOutput = sample("dOutput", forward.output.length);
      const dFinal = sampleState(cell, "dFinal", forward.state.h.length);
      const loss = () => {
        const { output, state } = stackForward(stack, batch);
        return dot(output, dOutput) + dotState(cell, state, dFinal);
      };
      const back = stackBackward(stack, batch, forward, dOutput, dFinal);
      const e = cell.kinked ? 1e-5 : 1e-3;
      const check = (found: Float64Array, at: Float64Array) =>
        expect(scaledError(found, differences(loss, at, e))).toBeLessThan(1e-8);
      stack.weights.forEach((weights, index) => {
        for (const name of ["weightIh", "weightHh", "biasIh", "biasHh"] as const) {
          check(back.weights[index]![name], weights[name]);
        }
      });
      check(back.x, batch.x);
      for (const name of cell.states) check(back.state[name]!, batch.state[name]!);
    },
  );

  test("the output of two directions holds the forward half, then the reverse half, of every row", () => {
    const [stack, batch] = build(cell, 1, 2, false);
    const { output } = stackForward(stack, batch);
    const { hidden } = stack;
    const sizes = { batch: 2, time: 3, inputs: 2, hidden, lengths: batch.lengths };
    for (const direction of [0, 1]) {
      const state = partOfState(cell, batch.state, direction, 2 * hidden);
      const alone = sequenceForward(cell, sizes, stack.weights[direction]!, batch.x, state, direction === 1);
      for (let row = 0; row < 6; row++) {
        const at = (row * 2 + direction) * hidden;
        expect(output.slice(at, at + hidden)).toEqual(alone.output.slice(row * hidden, (row + 1) * hidden));
      }
    }
  });
});
