import { describe, expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { embedding, embeddingBackward } from "../../kernels/reference/embedding.ts";
import { kernels, withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { Adam, clipGradNorm, type Optimizer, SGD } from "../../optim/index.ts";
import { poisonStepMemory } from "../../tensor/gradients.conformance.ts";
import { allocateTensor, Parameter, scope, type Tensor, tensor } from "../../tensor/index.ts";
import { train } from "../../training/index.ts";
import { mseLoss } from "../losses/losses.ts";
import { Module } from "../module/module.ts";
import { Sequential } from "../networks/sequential.ts";
import { errorOfLargest, readFixture } from "../recurrent/pytorch.conformance.ts";
import { Embedding } from "./embedding.ts";
import { Linear } from "./linear.ts";

describe.each(modes)("on %s kernels", (mode) => {
  test("rows and gradients equal the reference within 1e-6 of the largest, at widths 1, 3, 4, 5 and 8", () => {
    withMode(mode, () => {
      for (const width of [1, 3, 4, 5, 8]) {
        const layer = new Embedding({ numEmbeddings: 6, embeddingDim: width, paddingIdx: 2 });
        const index = [5, 0, 2, 5, 5, 1, 2];
        poisonStepMemory();
        const out = layer.forward(tensor(index, [7, 1]));
        expect(out.shape).toEqual([7, 1, width]);
        const table = Float64Array.from(layer.weight.value);
        expect([...out.toArray()]).toEqual([...embedding(table, index, width)]);
        const factors = Float32Array.from({ length: 7 * width }, (_, i) => Math.sin(i));
        out
          .mul(tensor(factors, [7, 1, width]))
          .sum()
          .backward();
        const wanted = embeddingBackward(Float64Array.from(factors), index, width, 6, 2);
        expect(errorOfLargest(layer.weight.grad!, Float32Array.from(wanted))).toBeLessThan(1e-6);
        layer.dispose();
      }
    });
  });

  test.each(readFixture<{ padding: number }>("embedding").map((one) => [one.name, one] as const))(
    "the output and the gradient of %s are PyTorch's within 1e-6 of the largest entry",
    (_, one) => {
      withMode(mode, () => {
        const { shape } = one.tensors.get("weight")!;
        const layer = new Embedding({
          numEmbeddings: shape[0],
          embeddingDim: shape[1],
          paddingIdx: one.settings.padding,
        });
        layer.weight.value = one.numbers("weight");
        const out = layer.forward(tensor(one.numbers("index"), one.tensors.get("index")!.shape));
        expect([...out.toArray()]).toEqual([...one.numbers("output")]);
        out
          .mul(tensor(one.numbers("factors"), out.shape))
          .sum()
          .backward();
        expect(errorOfLargest(layer.weight.grad!, one.numbers("grad.weight"))).toBeLessThan(1e-6);
        layer.dispose();
      });
    },
  );
});

test("the table is drawn from the standard normal distribution by the seed, its padding row zero", () => {
  const make = () => withSeed(4, () => new Embedding({ numEmbeddings: 200, embeddingDim: 50, paddingIdx: 7 }));
  const values = make().weight.value;
  expect(make().weight.value).toEqual(values);
  const mean = values.reduce((a, b) => a + b) / values.length;
  const square = values.reduce((a, b) => a + b * b, 0) / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(square - 1)).toBeLessThan(0.04);
  expect([...values.subarray(350, 400)]).toEqual(new Array(50).fill(0));
});

test("an index without a row is named; the kernels, which a plan runs alone, give NaN for it and no gradient", () => {
  const layer = new Embedding({ numEmbeddings: 3, embeddingDim: 2 });
  for (const wrong of [3, -1, 0.5, Number.NaN]) {
    expect(() => layer.forward(tensor([0, wrong]))).toThrow(
      `Embedding: number 1 of the index [2] is ${wrong}; it must be a whole number from 0 to 2.`,
    );
    scope(() => {
      const out = allocateTensor([2, 2]);
      const index = tensor([1, wrong]);
      kernels().embeddingRows(out.pointer(), layer.weight.pointer(), index.pointer(), 2, 2, 3);
      const [a, b, c, d] = out.toArray();
      expect([a, b]).toEqual([...layer.weight.value.subarray(2, 4)]);
      expect([c, d]).toEqual([Number.NaN, Number.NaN]);
      const gradient = allocateTensor([3, 2]);
      kernels().fillArray(gradient.pointer(), 0, 6);
      const ones = tensor([1, 1, 1, 1]);
      kernels().embeddingGradient(gradient.pointer(), ones.pointer(), index.pointer(), 2, 2, 3, -1);
      expect([...gradient.toArray()]).toEqual([0, 0, 1, 1, 0, 0]);
    });
  }
});

test("sizes that are none, and a padding row that is not there, are refused", () => {
  expect(() => new Embedding({ numEmbeddings: 0, embeddingDim: 2 })).toThrow(
    "Embedding: numEmbeddings must be a whole number from 1 to 16,777,216, but it is 0.",
  );
  expect(() => new Embedding({ numEmbeddings: 3, embeddingDim: 2, paddingIdx: 3 })).toThrow(
    "Embedding: paddingIdx is 3, but the rows are 0 to 2.",
  );
});

describe("a large table", () => {
  const sizes = { numEmbeddings: 600, embeddingDim: 40, paddingIdx: 3 };

  /** Trains it for some steps, each of other rows, and gives its numbers; `dense` moves all rows. */
  function trained(dense: boolean, make: (parameters: Parameter[]) => Optimizer): Float32Array {
    const layer = withSeed(1, () => new Embedding(sizes));
    const optimizer = make(layer.parameters());
    for (let step = 0; step < 5; step++) {
      optimizer.zeroGrad();
      const index = tensor(Float32Array.from({ length: 30 }, (_, i) => (i * 17 + step * 101) % 600));
      const out = layer.forward(index);
      out.mul(out).sum().backward();
      // Who takes the buffer may write anywhere in it.
      if (dense) layer.weight.gradPointer();
      clipGradNorm(layer.parameters(), 5);
      optimizer.step();
    }
    return layer.weight.value;
  }

  test("moves the rows that were read alone under SGD, with the bits of moving all, and all under the others", () => {
    for (const make of [
      (p: Parameter[]) => new SGD(p, { learningRate: 0.1 }),
      (p: Parameter[]) => new SGD(p, { learningRate: 0.1, momentum: 0.9 }),
      (p: Parameter[]) => new SGD(p, { learningRate: 0.1, weightDecay: 0.1 }),
      (p: Parameter[]) => new Adam(p),
    ]) {
      expect(trained(false, make)).toEqual(trained(true, make));
    }
    const layer = new Embedding(sizes);
    const before = layer.weight.value;
    layer
      .forward(tensor([5, 9, 5]))
      .sum()
      .backward();
    expect(layer.weight.rows?.exact).toBe(true);
    new SGD(layer.parameters(), { learningRate: 0.5 }).step();
    const moved = [...layer.weight.value].flatMap((value, i) => (value === before[i] ? [] : [Math.floor(i / 40)]));
    expect([...new Set(moved)]).toEqual([5, 9]);
  });

  test("has the gradient of this pass alone, after one of rows, of others, of everything and one that was set", () => {
    const layer = new Embedding(sizes);
    const rowsOf = (): number[] => {
      const rows = [...layer.weight.grad!].flatMap((value, i) => (value === 0 ? [] : [Math.floor(i / 40)]));
      return [...new Set(rows)];
    };
    const pass = (run: () => Tensor): number[] => {
      layer.zeroGrad();
      run().sum().backward();
      return rowsOf();
    };
    expect(pass(() => layer.forward(tensor([1, 2, 3, 2])))).toEqual([1, 2]);
    expect(pass(() => layer.forward(tensor([2, 4])))).toEqual([2, 4]);
    layer
      .forward(tensor([7]))
      .sum()
      .backward();
    expect(rowsOf()).toEqual([2, 4, 7]);
    // A table that also makes the logits, as tied weights do.
    expect(pass(() => layer.forward(tensor([1])).add(layer.weight.sum()))).toHaveLength(600);
    expect(layer.weight.rows?.exact).toBe(false);
    expect(pass(() => layer.weight.sum(1).mul(1))).toHaveLength(600);
    expect(pass(() => layer.forward(tensor([8])))).toEqual([8]);
    // Two modules that read one table.
    const other = new Embedding(sizes);
    Object.assign(other, { weight: layer.weight });
    expect(pass(() => layer.forward(tensor([1, 2])).add(other.forward(tensor([2, 5]))))).toEqual([1, 2, 5]);
    expect(pass(() => other.forward(tensor([6])))).toEqual([6]);
    layer.weight.grad = new Float32Array(600 * 40).fill(1);
    expect(pass(() => layer.forward(tensor([9])))).toEqual([9]);
  });

  test("may have a gradient of others before its first rows are noted, in memory that was used before", async () => {
    const run = async (dense: boolean, options: object): Promise<Float32Array> => {
      const used = new Parameter(new Float32Array(200_000).fill(-1e30), [200_000]);
      const layer = withSeed(2, () => new Embedding(sizes));
      used.dispose();
      class Penalised extends Module {
        override readonly repeatable = true;
        readonly layer = layer;
        forward(x: Tensor): Tensor {
          // The tape goes backwards, so what comes last opens the gradient.
          return layer.forward(x).sum(2).add(layer.weight.mul(layer.weight).mean());
        }
      }
      const batches = () =>
        [0, 1].map((k) => ({
          x: tensor(
            Float32Array.from({ length: 64 * 2 }, (_, i) => (i * 13 + k * 97) % 600),
            [64, 2],
          ),
          y: tensor(new Float32Array(64 * 2), [64, 2]),
        }));
      const model = new Penalised();
      // With momentum, one too small to be seen, SGD moves all rows.
      const optimizer = new SGD(model.parameters(), { learningRate: 0.05, momentum: dense ? 1e-30 : 0 });
      for await (const _ of train({ model, optimizer, loss: mseLoss, batches, epochs: 2, ...options }));
      expect(layer.weight.rows?.exact).toBe(false);
      return layer.weight.value;
    };
    const moved = await run(true, { plan: false, microBatchSize: 16 });
    for (const options of [{ plan: false }, { threads: 1 }, { threads: 3 }]) {
      expect(await run(false, { ...options, microBatchSize: 16 })).toEqual(moved);
    }
    const layer = new Embedding(sizes);
    layer.weight.grad = new Float32Array(600 * 40).fill(1);
    layer
      .forward(tensor([5]))
      .sum()
      .backward();
    expect(layer.weight.grad![5 * 40]).toBe(2);
  });

  test("is trained to the same bits by tape, plans and threads, with chunks and without", async () => {
    let noted: boolean | undefined;
    const run = async (options: object, Make: typeof SGD | typeof Adam): Promise<number[]> => {
      const layer = withSeed(2, () => new Embedding(sizes));
      const head = withSeed(3, () => new Linear({ inFeatures: 40, outFeatures: 1 }));
      const model = new Sequential(layer, head);
      const batches = () =>
        [0, 1, 2].map((k) => ({
          x: tensor(
            Float32Array.from({ length: 64 * 2 }, (_, i) => (i * 13 + k * 97) % 600),
            [64, 2],
          ),
          y: tensor(
            Float32Array.from({ length: 64 * 2 }, (_, i) => Math.sin(i)),
            [64, 2, 1],
          ),
        }));
      const optimizer = new Make(model.parameters(), { learningRate: 0.05 });
      for await (const _ of train({ model, optimizer, loss: mseLoss, batches, epochs: 4, ...options }));
      noted = layer.weight.rows?.exact;
      return model.parameters().flatMap((parameter) => [...parameter.value]);
    };
    for (const Make of [SGD, Adam]) {
      for (const microBatchSize of [16, 64]) {
        const alone = await run({ threads: 1, microBatchSize }, Make);
        expect(noted).toBe(true);
        expect(await run({ plan: false, microBatchSize }, Make)).toEqual(alone);
        expect(await run({ threads: 3, microBatchSize }, Make)).toEqual(alone);
      }
    }
  });
});
