// The optimizers beside SGD and Adam, against PyTorch.
import { describe, expect, test } from "vitest";
import { withMode } from "../kernels/wasm/engine.ts";
import { modes } from "../kernels/wasm/modes.conformance.ts";
import { Linear, mseLoss, Sequential, Tanh } from "../nn/index.ts";
import { largestError, readFixture } from "../nn/recurrent/pytorch.conformance.ts";
import { Adagrad, clipFactor, gradientNorm, NAdam, type Optimizer, RMSprop } from "../optim/index.ts";
import { numbers } from "../tensor/gradients.conformance.ts";
import { Parameter, tensor } from "../tensor/index.ts";

const optimizers: Record<string, (parameters: Parameter[]) => Optimizer> = {
  rmsprop: (p) => new RMSprop(p),
  "rmsprop-all": (p) =>
    new RMSprop(p, { learningRate: 0.02, alpha: 0.9, momentum: 0.7, centered: true, weightDecay: 0.05 }),
  adagrad: (p) => new Adagrad(p),
  "adagrad-all": (p) =>
    new Adagrad(p, { learningRate: 0.1, learningRateDecay: 0.05, initialAccumulatorValue: 0.1, weightDecay: 0.05 }),
  nadam: (p) => new NAdam(p),
  "nadam-all": (p) => new NAdam(p, { learningRate: 0.02, betas: [0.8, 0.95], weightDecay: 0.05, momentumDecay: 0.1 }),
};

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<{ optimizer: string }>("optimizers").map((one) => [one.name, one] as const))(
    "ten losses of %s are PyTorch's within 1e-5 relative, and so are the parameters after",
    (name, one) => {
      withMode(mode, () => {
        const leaf = (key: string) => tensor(one.numbers(key), one.tensors.get(key)!.shape);
        const model = new Sequential(
          new Linear({ inFeatures: 5, outFeatures: 7 }),
          new Tanh(),
          new Linear({ inFeatures: 7, outFeatures: 3 }),
        );
        model.loadStateDict(Object.fromEntries(model.namedParameters().map(([key]) => [key, leaf(key)])));
        const optimizer = optimizers[name]!(model.parameters());
        const losses: number[] = [];
        for (let step = 0; step < 10; step++) {
          optimizer.zeroGrad();
          const loss = mseLoss(model.forward(leaf("x")), leaf("y"));
          losses.push(loss.item());
          loss.backward();
          optimizer.step();
        }
        expect(largestError(losses, one.numbers("losses"))).toBeLessThan(1e-5);
        for (const [key, parameter] of model.namedParameters()) {
          expect(largestError(parameter.value, one.numbers(`after.${key}`)), key).toBeLessThan(1e-5);
        }
      });
    },
  );
});

test.each(Object.entries(optimizers))(
  "a state of %s goes on to the same bits, and a step that clips in passing is one with clipped gradients",
  (_, make) => {
    const gradients = Array.from({ length: 6 }, (_, i) => numbers(9, i + 2));
    const run = (through: boolean, clip: boolean): Float32Array => {
      const parameter = new Parameter(numbers(9, 1), [9]);
      let optimizer = make([parameter]);
      for (const gradient of gradients) {
        const factor = clipFactor(Math.hypot(...gradient), 0.5);
        parameter.grad = clip ? gradient.map((v) => v * Math.fround(factor)) : gradient;
        optimizer.step({ gradientScale: clip ? 1 : factor });
        if (!through) continue;
        const next = make([parameter]);
        next.loadStateDict(JSON.parse(JSON.stringify(optimizer.stateDict(), floats), floatsBack));
        optimizer = next;
      }
      return parameter.value;
    };
    expect(run(true, false)).toEqual(run(false, false));
    expect(run(false, true)).toEqual(run(false, false));
    expect(gradientNorm([])).toBe(0);
  },
);

const floats = (_: string, value: unknown): unknown =>
  value instanceof Float32Array ? { floats: Array.from(value) } : value;
const floatsBack = (_: string, value: { floats?: number[] } | null): unknown =>
  value?.floats ? Float32Array.from(value.floats) : value;
