import { describe, expect, test } from "vitest";
import type { CellWeights } from "./cell.ts";
import { cells } from "./cells.ts";
import { differences, scaledError } from "./differences.ts";
import { dot, sample } from "./sample.ts";
import { sequenceForward } from "./sequence.ts";
import { type Stack, type StackBatch, stackBackward, stackForward } from "./stack.ts";

function build(cell: Stack["cell"], layers: number, directions: 1 | 2, masked: boolean): [Stack, StackBatch] {
  const [batch, time, inputs, hidden] = [2, 3, 2, 3];
  const weights: CellWeights[] = [];
  for (let index = 0; index < layers * directions; index++) {
    const columns = index < directions ? inputs : directions * hidden;
    weights.push({
      weightIh: sample(`weightIh ${index}`, cell.gates * hidden * columns, 0.5),
      weightHh: sample(`weightHh ${index}`, cell.gates * hidden * hidden, 0.5),
      biasIh: sample(`biasIh ${index}`, cell.gates * hidden, 0.5),
      biasHh: sample(`biasHh ${index}`, cell.gates * hidden, 0.5),
    });
  }
  const width = directions * hidden;
  const masks = masked
    ? Array.from({ length: layers - 1 }, (_, i) =>
        sample(`mask ${i}`, batch * time * width).map((v) => (v > 0 ? 2 : 0)),
      )
    : undefined;
  const rows = layers * directions * batch * hidden;
  const state = { h: sample("h0", rows), c: sample("c0", cell.hasC ? rows : 0) };
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
      const dFinal = { h: sample("dH", forward.state.h.length), c: sample("dC", forward.state.c.length) };
      const loss = () => {
        const { output, state } = stackForward(stack, batch);
        return dot(output, dOutput) + dot(state.h, dFinal.h) + dot(state.c, dFinal.c);
      };
      const back = stackBackward(stack, batch, forward, dOutput, dFinal);
      const e = cell.name === "RNN relu" ? 1e-5 : 1e-3;
      const check = (found: Float64Array, at: Float64Array) =>
        expect(scaledError(found, differences(loss, at, e))).toBeLessThan(1e-8);
      stack.weights.forEach((weights, index) => {
        for (const name of ["weightIh", "weightHh", "biasIh", "biasHh"] as const) {
          check(back.weights[index]![name], weights[name]);
        }
      });
      check(back.x, batch.x);
      check(back.state.h, batch.state.h);
      check(back.state.c, batch.state.c);
    },
  );

  test("the output of two directions holds the forward half, then the reverse half, of every row", () => {
    const [stack, batch] = build(cell, 1, 2, false);
    const { output } = stackForward(stack, batch);
    const sizes = { batch: 2, time: 3, inputs: 2, hidden: 3, lengths: batch.lengths };
    for (const direction of [0, 1]) {
      const state = {
        h: batch.state.h.subarray(6 * direction, 6 * direction + 6),
        c: batch.state.c.subarray(6 * direction, 6 * direction + 6),
      };
      const alone = sequenceForward(cell, sizes, stack.weights[direction]!, batch.x, state, direction === 1);
      for (let row = 0; row < 6; row++) {
        const at = row * 6 + direction * 3;
        expect(output.slice(at, at + 3)).toEqual(alone.output.slice(row * 3, row * 3 + 3));
      }
    }
  });
});
