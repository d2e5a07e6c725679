import { expect, test } from "vitest";
import { stats } from "../kernels/wasm/arena.ts";
import { tensor } from "./creation.ts";
import { Parameter } from "./parameter.ts";
import { noGrad, scope } from "./scope.ts";
import { setStepMemoryLimit } from "./step.ts";
import type { Tensor } from "./tensor.ts";

test("what noGrad() returns at the top becomes a leaf and lives on", () => {
  const w = new Parameter([1, 2], [2]);
  const used = stats().used;
  const y = noGrad(() => w.mul(3).add(1));
  expect(stats().used).toBe(used);
  expect(y.requiresGrad).toBe(false);
  w.mul(2).sum().backward();
  expect([...y.toArray()]).toEqual([4, 7]);
  w.dispose();
});

test("tensors that noGrad() and scope() do not return are released, and say by what", () => {
  let kept: Tensor | undefined;
  noGrad(() => {
    kept = tensor([1]).add(1);
  });
  expect(() => kept!.item()).toThrow(
    "the tensor [1] made by add was released when noGrad() ended its step. To use it later, return it from the function given " +
      "to noGrad(), or call detach() or toArray() on it inside.",
  );
});

test("nothing is recorded inside noGrad(), also in a scope inside it", () => {
  const w = new Parameter([1], [1]);
  noGrad(() => {
    expect(w.mul(2).requiresGrad).toBe(false);
    scope(() => expect(w.mul(2).requiresGrad).toBe(false));
  });
  expect(w.mul(2).requiresGrad).toBe(true);
  w.mul(2).sum().backward();
  w.dispose();
});

test("what an inner scope returns moves to the enclosing one, whatever the order and the number", () => {
  noGrad(() => {
    const base = tensor([1, 2, 3, 4, 5]);
    const first = base.mul(1);
    const result = scope(() => {
      base.mul(99);
      const a = first.mul(10);
      base.mul(98);
      const b = first.mul(20);
      const view = b.reshape([5, 1]);
      const outside = first.reshape([5, 1]);
      return { list: [b, a], deep: { view, outside, first }, count: 3 };
    });
    const overwritten = first.mul(0);
    expect([...overwritten.toArray()]).toEqual([0, 0, 0, 0, 0]);
    expect([...result.list[0].toArray()]).toEqual([20, 40, 60, 80, 100]);
    expect([...result.list[1].toArray()]).toEqual([10, 20, 30, 40, 50]);
    expect([...result.deep.view.toArray()]).toEqual([20, 40, 60, 80, 100]);
    expect([...result.deep.outside.toArray()]).toEqual([1, 2, 3, 4, 5]);
    expect(result.deep.first).toBe(first);
    expect(result.count).toBe(3);
  });
});

test("a scope that loops and returns keeps the memory of one round", () => {
  noGrad(() => {
    let h: Tensor = tensor(new Float32Array(1000).fill(1));
    const before = stats().used;
    for (let i = 0; i < 50; i++) {
      const last = h;
      h = scope(() => {
        let inner = last;
        for (let j = 0; j < 10; j++) inner = inner.mul(1.01);
        return inner;
      });
    }
    expect(stats().used - before).toBeLessThan(52 * 4096);
  });
});

test("a training step may run inside a scope", () => {
  const w = new Parameter([2], [1]);
  const loss = scope(() => {
    const inside = w.mul(w).sum();
    inside.backward();
    return inside;
  });
  expect(loss.item()).toBe(4);
  expect([...w.grad!]).toEqual([4]);
  w.dispose();
});

test("scope() refuses to return a tensor whose history it frees", () => {
  const w = new Parameter([1, 2], [2]);
  expect(() => scope(() => w.mul(2))).toThrow(
    "scope: the returned tensor [2] made by mul still needs a gradient from tensors that scope() frees. Return " +
      "tensor.detach(), or call backward() inside, or use noGrad(), or leave this part out of a scope.",
  );
  w.dispose();
});

test("backward() does not reach out of its scope", () => {
  const w = new Parameter([1, 2], [2]);
  const h = w.mul(2);
  expect(() => scope(() => h.sum().backward())).toThrow(
    "backward: the loss depends on the tensor [2] made by mul outside this scope(), whose operations cannot be run from " +
      "inside. Call backward() where that tensor was made, or detach() it first.",
  );
  const loss = h.sum();
  expect(() => scope(() => loss.backward())).toThrow(
    "backward: the tensor [] made by sum belongs to an enclosing step. Call backward() where it was made.",
  );
  loss.backward();
  expect([...w.grad!]).toEqual([2, 2]);
  w.dispose();
});

test("a promise is refused, since its tensors are freed at once", () => {
  for (const [name, run] of [
    ["scope", scope],
    ["noGrad", noGrad],
  ] as const) {
    expect(() => run(async () => tensor([1]).add(1))).toThrow(
      `${name}: the function returned a promise, but its tensors are freed as soon as it returns. Make it synchronous: await ` +
        `before ${name}(), not inside.`,
    );
  }
  expect(stats().used).toBe(0);
});

test("a function that throws leaves nothing behind", () => {
  expect(() =>
    noGrad(() => {
      tensor([1]).add(1);
      throw new Error("stopped");
    }),
  ).toThrow("stopped");
  const w = new Parameter([1], [1]);
  expect(w.mul(2).requiresGrad).toBe(true);
  w.sum().backward();
  expect(stats().used).toBe(0);
  w.dispose();
});

test("a loop at the top that ends no step is told so before memory runs out", () => {
  setStepMemoryLimit(2 ** 22);
  const x = tensor(new Float32Array(1000));
  const loop = (): void => {
    for (let i = 0; i < 100_000; i++) x.add(1);
  };
  expect(loop).toThrow(
    "memory: the current step holds 4194048 bytes and asks for more; the limit is 4194304 bytes of step memory. Each step must end. Call loss.backward(), or wrap work that needs no gradient in noGrad(() => ...), or wrap a part whose intermediate tensors may go in scope(() => ...), or if one step really needs more, call setStepMemoryLimit(bytes).",
  );
  expect(() => {
    for (let i = 0; i < 100_000; i++) noGrad(() => x.add(1));
  }).toThrow("the limit is 4194304 bytes of step memory");
  setStepMemoryLimit(2 ** 30);
  const w = new Parameter([1], [1]);
  w.sum().backward();
  expect(stats().used).toBe(0);
  w.dispose();
});

test("objects that refer to each other may be returned", () => {
  interface Link {
    value: Tensor;
    self?: Link;
  }
  const { value, self } = noGrad(() => {
    const link: Link = { value: tensor([1]).add(1) };
    link.self = link;
    return link;
  });
  expect(self!.value).toBe(value);
  expect(value.item()).toBe(2);
});
