import { describe, expect, test } from "vitest";
import { withMode } from "./engine.ts";
import { modes } from "./modes.conformance.ts";
import { type Cell, errorsOf, type Problem, referenceCells } from "./recurrent.conformance.ts";

const BOUND = 1e-5;

const from1 = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
type Case = Omit<Problem, "cell">;

const hiddenTails: Case[] = from1(17).map((hidden) => ({
  batch: 2 + (hidden % 4),
  time: 3,
  inputs: 1 + (hidden % 6),
  hidden,
}));
const inputTails: Case[] = from1(9).map((inputs) => ({
  batch: 3,
  time: 2,
  inputs,
  hidden: inputs % 2 ? 5 : 8,
  gap: 3,
}));
const batchTails: Case[] = from1(9).map((batch) => ({ batch, time: 2, inputs: 2, hidden: 6, gap: batch }));
const single: Case[] = [
  { batch: 1, time: 1, inputs: 1, hidden: 1 },
  ...[1, 4, 7, 8, 9, 16].map((hidden) => ({ batch: 3, time: 1, inputs: 4, hidden })),
];
const lengths: Case[] = [
  { batch: 1, time: 4, inputs: 2, hidden: 3, lengths: [1] },
  { batch: 1, time: 4, inputs: 2, hidden: 3, lengths: [4] },
  { batch: 5, time: 6, inputs: 3, hidden: 7, lengths: [1, 6, 3, 6, 2] },
  { batch: 4, time: 6, inputs: 1, hidden: 9, lengths: [2, 3, 1, 2], gap: 9 },
  { batch: 3, time: 1, inputs: 3, hidden: 5, lengths: [1, 1, 1] },
];
const chunked: Case[] = [
  { batch: 58, time: 200, inputs: 2, hidden: 5, bias: false },
  {
    batch: 58,
    time: 200,
    inputs: 2,
    hidden: 5,
    lengths: from1(58).map((b) => 1 + ((b * 77) % 200)),
    gap: 5,
    reverse: true,
  },
  { batch: 14, time: 30, inputs: 9, hidden: 33, reverse: true },
];

/** A case in both directions, with and without bias and state. */
function variants(one: Case): Case[] {
  return [false, true].flatMap((reverse) =>
    [
      { bias: true, state: true },
      { bias: false, state: true },
      { bias: true, state: false },
    ].map((rest) => ({ ...one, ...rest, reverse })),
  );
}

describe.each(modes)("on %s kernels outputs, states and gradients of", (mode) => {
  describe.each(Object.keys(referenceCells) as Cell[])(
    "%s equal the float64 reference within 1e-5 (scaled)",
    (cell) => {
      test.each([
        ["for every tail of H = 1..17", hiddenTails.flatMap(variants)],
        ["for every tail of I = 1..9", inputTails.flatMap(variants)],
        ["for every tail of B = 1..9", batchTails.flatMap(variants)],
        ["for T = 1", single.flatMap(variants)],
        ["with true lengths", lengths.flatMap(variants)],
        ["over several chunks of sequences and blocks of steps", chunked],
      ])("%s", (_, cases) => {
        for (const one of cases) {
          const errors = withMode(mode, () => errorsOf({ ...one, cell }));
          for (const [name, error] of Object.entries(errors)) {
            expect(error, `${name} of ${JSON.stringify(one)}`).toBeLessThan(BOUND);
          }
        }
      });
    },
  );
});
