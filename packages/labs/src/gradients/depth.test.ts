import { mseLoss, noGrad, tensor, withSeed, zeros } from "recurra";
import { expect, test } from "vitest";
import { measureDepth, Stack, stackKinds, WIDTH } from "./depth.ts";

test("a probe's gradient is what moving the activation there does to the loss", () => {
  const stack = withSeed(1, () => new Stack(3, stackKinds[1], 1));
  const x = tensor(
    Float32Array.from({ length: WIDTH }, (_, i) => ((i * 29) % 17) / 8 - 1),
    [1, WIDTH],
  );
  const y = tensor([2], [1, 1]);
  const probes = stack.layers.map(() => zeros([1, WIDTH], { requiresGrad: true }));
  mseLoss(stack.forward(x, probes), y).backward();
  for (const layer of [0, 1, 2]) {
    const moved = (by: number) =>
      noGrad(() => {
        const pushed = probes.map((_, i) =>
          tensor(
            Float32Array.from({ length: WIDTH }, (_, j) => (i === layer && j === 5 ? by : 0)),
            [1, WIDTH],
          ),
        );
        return mseLoss(stack.forward(x, pushed), y).item();
      });
    expect(probes[layer].grad![5]).toBeCloseTo((moved(0.02) - moved(-0.02)) / 0.04, 3);
  }
});

test("in 20 layers the sigmoid loses most of the gradient, ReLU and tanh less, and initial weights made for them keep it", () => {
  const share = Object.fromEntries(
    stackKinds.map((kind) => {
      const norms = measureDepth(kind, 20, 0);
      expect(norms).toHaveLength(20);
      return [kind.id, norms[0] / norms[19]];
    }),
  );
  expect(share.sigmoid).toBeLessThan(1e-12);
  expect(share.relu).toBeGreaterThan(share.sigmoid * 1e3);
  expect(share.relu).toBeLessThan(1e-5);
  expect(share.tanh).toBeGreaterThan(share.relu * 10);
  expect(share.tanhGlorot).toBeGreaterThan(0.05);
  expect(share.reluHe).toBeGreaterThan(0.2);
  expect(share.reluHe).toBeLessThan(5);
});
