import { expect, onTestFinished, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { noGrad, tensor } from "../../tensor/index.ts";
import { MinGRU } from "./mingru.ts";

test("a minGRU has no weights for its state, and its z weighs the new value", () => {
  const layer = withSeed(3, () => new MinGRU({ inputSize: 1, hiddenSize: 1, numLayers: 2, bidirectional: true }));
  onTestFinished(() => layer.dispose());
  const suffixes = ["l0", "l0_reverse", "l1", "l1_reverse"];
  expect(layer.namedParameters().map(([name, { shape }]) => [name, ...shape])).toEqual(
    suffixes.flatMap((suffix) => [
      [`weight_ih_${suffix}`, 2, suffix.startsWith("l0") ? 1 : 2],
      [`bias_ih_${suffix}`, 2],
    ]),
  );
  const one = new MinGRU({ inputSize: 1, hiddenSize: 1 });
  onTestFinished(() => one.dispose());
  one.loadStateDict({ weight_ih_l0: tensor([0, 1], [2, 1]), bias_ih_l0: tensor([2, 0.5], [2]) });
  const z = 1 / (1 + Math.exp(-2));
  const { output } = noGrad(() => one.forward(tensor([3], [1, 1, 1]), { state: { h: tensor([10], [1, 1, 1]) } }));
  expect(output.item()).toBeCloseTo((1 - z) * 10 + z * 3.5, 5);
});
