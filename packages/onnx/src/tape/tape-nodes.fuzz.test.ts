// Chains of operations on tensors of any shape, in onnxruntime and here.
import fc from "fast-check";
import { concat, noGrad, type Tensor, tensor } from "recurra";
import * as t from "recurra/tensor";
import { expect, test } from "vitest";
import { fuzz } from "../../../../test/fuzz.ts";
import { decoded, faultsIn, furthest, numbers, opened } from "../run-onnx.fixture.ts";
import { toOnnx } from "../to-onnx.ts";

/** An operation on a tensor of any shape; `pick` chooses a whole number below another, the same each time it is written. */
type Step = (x: Tensor, pick: (below: number) => number) => Tensor;

const functions: Step[] = [
  t.tanh,
  t.sigmoid,
  t.relu,
  t.softplus,
  t.asinh,
  t.abs,
  t.sin,
  t.cos,
  t.gelu,
  t.silu,
  t.leakyRelu,
  t.neg,
].map((f) => (x) => f(x));

const alongOne: Step[] = [t.softmax, t.logSoftmax, t.sum, t.mean, t.max, t.min, t.cumsum, t.argmax].map(
  (f) => (x, pick) => (x.shape.length === 0 ? x : f(x, pick(x.shape.length) - (pick(2) === 0 ? x.shape.length : 0))),
);

const others: Step[] = [
  (x, pick) => x.mul(pick(9) / 4 - 1).add(0.25),
  (x, pick) => t.sub(pick(5), x).div(3),
  (x) => t.div(1, x.mul(x).add(1)),
  (x) => t.where(t.gt(x, 0), x, x.mul(-0.5)),
  (x) => t.maskedFill(x, t.le(x, 0.1), 0.1),
  (x) => t.clamp(x, -1, 1),
  (x, pick) => t.pow(t.clamp(x, -2, 2), pick(4)),
  (x) => x.mul(x.mean().add(1)),
  (x, pick) => t.unsqueeze(x, pick(x.shape.length + 1)),
  (x) => t.squeeze(t.unsqueeze(x, 0), 0),
  (x) => x.reshape([-1]),
  (x) => x.reshape([1, -1]),
  (x, pick) => (x.shape.length < 2 ? x : x.transpose(pick(x.shape.length), pick(x.shape.length))),
  (x) => t.permute(x, [...x.shape.keys()].reverse()),
  (x, pick) => (x.shape.length === 0 ? x : t.flip(x, pick(x.shape.length))),
  (x, pick) => (x.shape.length === 0 ? x : x.select(pick(x.shape.length), -1 * pick(2))),
  (x, pick) => (x.shape.length === 0 ? x : x.slice(pick(x.shape.length), pick(2) === 0 ? -1 : 0)),
  (x, pick) => (x.shape.length === 0 ? x : concat([x, x.neg()], pick(x.shape.length))),
  (x) => t.stack([x, x.add(1)]),
  (x, pick) => t.expand(x, [1 + pick(3), ...x.shape]),
  (x) => (x.shape.length < 2 ? x : t.matmul(x, x.transpose(-1, -2))),
  (x) => (x.shape.length === 0 ? x : t.oneHot(t.argmax(x, -1), x.shape[x.shape.length - 1])),
  (x) => (x.shape.length === 0 ? x : x.add(t.arange(0, x.shape[x.shape.length - 1]))),
  (x) => (x.shape.length === 0 ? x : x.div(x.shape[0])),
  (x) => x.detach(),
];

const steps = [...functions, ...alongOne, ...others];

const chains = fc.record({
  // Open sizes lie anywhere, so that every operation meets them in each place.
  rest: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
  places: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
  chosen: fc.array(fc.tuple(fc.nat({ max: steps.length - 1 }), fc.array(fc.nat(), { minLength: 3, maxLength: 3 })), {
    minLength: 1,
    maxLength: 6,
  }),
});

test("any chain of operations gives our numbers within 1e-5 of the largest, or is refused for a size that it hangs on", async () => {
  let compared = 0;
  let refused = 0;
  const property = fc.asyncProperty(chains, async ({ rest, places, chosen }) => {
    const shapeFor = <T>(open: readonly T[]): (T | number)[] =>
      places.reduce<(T | number)[]>((shape, place, i) => shape.toSpliced(place % (shape.length + 1), 0, open[i]), rest);
    const body = (x: Tensor): Tensor =>
      chosen.reduce((y, [step, choices]) => {
        let next = 0;
        // No chain grows out of bounds, in its size or in its numbers.
        const made = steps[step](y, (below) => choices[next++ % 3] % below);
        return made.size > 4000 || made.shape.length > 5 ? y : made;
      }, x);
    let bytes: Uint8Array;
    try {
      bytes = toOnnx(body, { inputs: { x: shapeFor<number | string>(["batch", "time"]) } });
    } catch (error) {
      expect((error as Error).message).toMatch(/^toOnnx: forward\(\) /);
      expect((error as Error).message).not.toContain("has no form");
      refused++;
      return;
    }
    expect(faultsIn(decoded(bytes))).toEqual([]);
    const run = await opened(bytes);
    for (const batch of [4, 6]) {
      const shape = shapeFor([batch, batch + 1]);
      const data = numbers(
        shape.reduce((product, n) => product * n, 1),
        batch,
      );
      const own = noGrad(() => body(tensor(data, shape)));
      const { y } = await run({ x: { shape, data } });
      expect(y.shape).toEqual(own.shape);
      const values = own.toArray();
      const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      expect(furthest(y.data, values) / scale).toBeLessThan(1e-5);
    }
    compared++;
  });
  await fc.assert(property, fuzz(150));
  expect(compared).toBeGreaterThan(5 * refused);
});
