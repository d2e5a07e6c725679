import { describe, expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { embedding, embeddingBackward } from "../../kernels/reference/embedding.ts";
import { kernels, withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { poisonStepMemory } from "../../tensor/gradients.conformance.ts";
import { allocateTensor, scope, tensor } from "../../tensor/index.ts";
import { errorOfLargest, readFixture } from "../recurrent/pytorch.conformance.ts";
import { Embedding } from "./embedding.ts";

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
