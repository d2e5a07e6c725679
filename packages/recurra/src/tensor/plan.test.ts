import { describe, expect, it } from "vitest";
import { manualSeed } from "../core/random.ts";
import { dropout, matmul, noGrad, Parameter, scope, type Tensor, tensor } from "./index.ts";
import { Plan } from "./plan.ts";

const numbers = (n: number, from: number): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => Math.sin(from + i));

function twoLayers() {
  const a = new Parameter(numbers(12, 1), [3, 4]);
  const b = new Parameter(numbers(8, 2), [4, 2]);
  const loss = (x: Tensor): Tensor => matmul(matmul(x, a).tanh(), b).mul(2).mean();
  return { a, b, loss };
}

describe("Plan", () => {
  it("repeats forward and backward with other numbers, bit for bit as the tape", () => {
    const { a, b, loss } = twoLayers();
    const from = tensor([1], []);
    const plan = new Plan({
      inputs: [tensor(numbers(15, 3), [5, 3])],
      seed: 0,
      body: ([x]) => loss(x),
      gradient: { parameters: [a, b], from },
    });
    expect(a.grad).toBeNull();
    for (const start of [3, 40, 77]) {
      const x = numbers(15, start);
      const tape = loss(tensor(x, [5, 3]));
      const value = tape.item();
      tape.backward({ gradient: tensor([0.5], []) });
      const expected = [a.grad, b.grad];
      a.zeroGrad();
      b.zeroGrad();
      plan.pack();
      plan.run([x, [0.5]]);
      plan.openGradients();
      expect(plan.output()[0]).toBe(value);
      expect([a.grad, b.grad]).toEqual(expected);
      a.zeroGrad();
      b.zeroGrad();
    }
    plan.dispose();
  });

  it("draws anew for another seed", () => {
    const body = ([x]: readonly Tensor[]): Tensor => dropout(x.mul(3), 0.5);
    const values = numbers(64, 1);
    const plan = new Plan({ inputs: [tensor(values, [64])], seed: 11, body });
    const seen = [11, 12, 13].map((seed) => {
      plan.run([values], plan.keyWords(seed));
      const found = plan.output().slice();
      manualSeed(seed);
      expect(found).toEqual(noGrad(() => body([tensor(values, [64])]).toArray()));
      return found.join();
    });
    manualSeed(0);
    expect(new Set(seen).size).toBe(3);
  });

  it("does not take part in the step memory of others", () => {
    const plan = new Plan({ inputs: [tensor([1, 2], [2])], seed: 0, body: ([x]) => x.mul(2).add(1) });
    const other = noGrad(() => tensor(numbers(4096, 0), [4096]).mul(7).sum().item());
    plan.run([[5, 6]]);
    expect([...plan.output()]).toEqual([11, 13]);
    expect(noGrad(() => tensor(numbers(4096, 0), [4096]).mul(7).sum().item())).toBe(other);
  });

  it("refuses a function that reads its input", () => {
    const reads = ([x]: readonly Tensor[]): Tensor => (x.toArray()[0] > 2 ? x.mul(2) : x.add(1));
    expect(() => new Plan({ inputs: [tensor([1, 2], [2])], seed: 0, body: reads })).toThrow(/toArray reads numbers/);
  });

  it("has room for an input that the function does not read", () => {
    const inputs = [tensor([1, 2], [2]), tensor(numbers(5000, 0), [5000])];
    const plan = new Plan({ inputs, seed: 0, body: ([x]) => x.sum() });
    plan.run([[5, 6], numbers(5000, 1)]);
    expect([...plan.output()]).toEqual([11]);
  });

  it("copies in a leaf of the function that an open step has copied in before", () => {
    const factor = tensor([2, 3], [2]);
    const plan = scope(() => {
      factor.mul(1);
      return new Plan({ inputs: [tensor([1, 2], [2])], seed: 0, body: ([x]) => x.mul(factor) });
    });
    noGrad(() => tensor(numbers(4096, 0), [4096]).mul(7).sum().item());
    plan.run([[5, 6]]);
    expect([...plan.output()]).toEqual([10, 18]);
    expect(plan.data.constants.map(({ words }) => [...new Float32Array(words.slice().buffer)])).toContainEqual([2, 3]);
  });

  it("has room for such a leaf", () => {
    const large = tensor(numbers(50_000, 0), [50_000]);
    const plan = scope(() => {
      large.mul(1);
      return new Plan({ inputs: [tensor([1], [1])], seed: 0, body: ([x]) => large.sum().mul(x) });
    });
    plan.run([[2]]);
    expect(plan.output()[0]).toBe(noGrad(() => large.sum().mul(2).item()));
  });

  it("refuses a tensor that an open step has made before", () => {
    scope(() => {
      const factor = tensor([2, 3], [2]).mul(1);
      const source = { inputs: [tensor([1, 2], [2])], seed: 0, body: ([x]: readonly Tensor[]) => x.mul(factor) };
      expect(() => new Plan(source)).toThrow(/a tensor made by mul before is a number of that time/);
      expect([...factor.toArray()]).toEqual([2, 3]);
    });
  });

  it("refuses a function that runs or makes another plan, or sets a parameter", () => {
    const inner = new Plan({ inputs: [tensor([1, 2], [2])], seed: 0, body: ([x]) => x.mul(2) });
    const weight = new Parameter([1, 2], [2]);
    const bodies: ((x: Tensor) => unknown)[] = [
      () => inner.run([[1, 2]]),
      () => new Plan({ inputs: [], seed: 0, body: () => tensor([1], [1]) }),
      () => {
        weight.value = [3, 4];
      },
    ];
    for (const does of bodies) {
      const body = ([x]: readonly Tensor[]): Tensor => {
        does(x);
        return x.add(1);
      };
      const take = () => new Plan({ inputs: [tensor([1, 2], [2])], seed: 0, body });
      expect(take).toThrow(/it cannot be part of a plan/);
    }
    expect([...noGrad(() => tensor([1, 2], [2]).add(1)).toArray()]).toEqual([2, 3]);
  });

  it("says when a function does more at each call, and leaves the engine usable", () => {
    let calls = 0;
    const growing = ([x]: readonly Tensor[]): Tensor => {
      let y = x.add(1);
      for (let i = 0; i < 100 * calls; i++) y = y.add(1);
      calls++;
      return y;
    };
    const take = () => new Plan({ inputs: [tensor([1, 2], [2])], seed: 0, body: growing });
    expect(take).toThrow(/took more memory when it was called again.*Set repeatable to false/);
    expect([...noGrad(() => tensor([1, 2], [2]).add(1)).toArray()]).toEqual([2, 3]);
  });

  it("refuses a function that reads values, and leaves the engine usable", () => {
    const reads = ([x]: readonly Tensor[]): Tensor => x.mul(x.mul(2).toArray()[0]);
    expect(() => new Plan({ inputs: [tensor([1, 2], [2])], seed: 0, body: reads })).toThrow(/toArray reads numbers/);
    expect([...noGrad(() => tensor([1, 2], [2]).add(1)).toArray()]).toEqual([2, 3]);
  });
});
