import { Dropout, GRU, Linear, type Module, mseLoss, noGrad, Sequential, type Tensor, tensor, withSeed } from "recurra";
import { crossEntropyLoss, ctcLoss } from "recurra/nn";
import { arange, concat, gt, lt, rand, randn, slice, where } from "recurra/tensor";
import { expect, test } from "vitest";
import { toOnnx } from "../to-onnx.ts";
import type { OnnxInputs } from "./inputs.ts";
import type { TapedFunction } from "./run.ts";
import { expectAlike } from "./taped.fixture.ts";

const X: OnnxInputs = { x: ["batch", 4, 3] };

function refusal(body: TapedFunction | Module, inputs: OnnxInputs | undefined = X): string {
  try {
    toOnnx(body, { inputs });
  } catch (error) {
    expect(error).toMatchObject({ name: "OptionError", subject: "toOnnx" });
    return (error as Error).message.replace(/^toOnnx: /, "");
  }
  throw new Error("it was exported");
}

test("numbers that forward() reads in JavaScript are no operations: a condition, and what is put back as a constant", () => {
  const reads =
    "forward() reads the numbers of a tensor [] made by mean in JavaScript, with toArray() or item(), and what it does with them is no operation. " +
    "Compute with tensors throughout, such as with where() in place of a condition.";
  expect(refusal((x: Tensor) => (x.mean().item() > 0 ? x : x.neg()))).toBe(reads);
  expect(refusal((x: Tensor) => x.mul(x.mean().toArray()[0]))).toBe(reads);
  expect(refusal((x: Tensor) => tensor(x.mean().detach().toArray()))).toContain("made by detach");
  expect(refusal((x: Tensor) => tensor(x.toArray(), x.shape))).toContain(
    "the numbers of a tensor [2, 4, 3] of the input x in",
  );
  expect(refusal((x: Tensor) => noGrad(() => tensor(x.add(1).toArray(), x.shape)))).toContain("made by add");
});

test("a refusal that forward() catches is one all the same", () => {
  const caught = (x: Tensor): Tensor => {
    try {
      return x.mul(x.mean().item());
    } catch {
      return x;
    }
  };
  expect(refusal(caught)).toContain("forward() reads the numbers of a tensor [] made by mean");
});

test("a parameter that forward() changes is refused, also when it is changed to the same each time", () => {
  const linear = new Linear({ inFeatures: 3, outFeatures: 2 });
  const changing = (x: Tensor): Tensor => {
    const y = linear.forward(x);
    linear.weight.value = new Float32Array(6).fill(1);
    return y;
  };
  expect(refusal(changing)).toBe("forward() changes a parameter [2, 3] that it reads.");
  linear.dispose();
});

test("a state that a module keeps from call to call is refused", () => {
  let kept: Tensor | undefined;
  const stateful = (x: Tensor): Tensor => {
    const y = kept ? x.step(-1).add(kept.mean()) : x.step(-1);
    kept = y.detach();
    return y;
  };
  expect(refusal(stateful)).toContain("forward() does not do the same at batch 2 and at batch 3: ");
});

test("looking at a tensor, and reading what is the same each time, is no reading of inputs", async () => {
  const linear = new Linear({ inFeatures: 3, outFeatures: 2 });
  const body = (x: Tensor): Tensor => {
    expect(String(x.sum())).toContain("tensor(");
    const scale = noGrad(() => linear.weight.sum(1)).toArray();
    return linear.forward(x).mul(tensor(scale)).add(linear.bias!.value[0]);
  };
  await expectAlike(body, X);
  linear.dispose();
});

test("what draws by chance is refused by its name, also where nothing hangs on it", () => {
  expect(refusal((x: Tensor) => x.dropout(0.5))).toBe(
    "forward() calls dropout, which draws by chance, and a graph gives the same each time: take the module out of training with eval().",
  );
  expect(refusal((x: Tensor) => x.add(randn([3])))).toContain("forward() calls randn, which draws by chance");
  expect(refusal((x: Tensor) => withSeed(1, () => rand([3])) && x)).toContain("forward() calls rand, ");
  let calls = 0;
  expect(refusal((x: Tensor) => x.add(tensor([++calls, 0, 0])))).toBe(
    "forward() makes a constant [3] whose numbers are others each time: they hang on a size or on chance, and no operation says how. " +
      "Compute it with operations on tensors, such as arange() and lt(), or give that size as a number in inputs.",
  );
  expect(refusal((x: Tensor) => x.add(++calls % 3))).toContain("forward() computes with the number ");
});

test("a module is exported as in eval(), and goes on as it was", async () => {
  const network = new Sequential(new Linear({ inFeatures: 3, outFeatures: 2 }), new Dropout({ p: 0.5 }));
  network.train();
  toOnnx(network, { inputs: X });
  expect(network.namedModules().every(([, { training }]) => training)).toBe(true);
  network.eval();
  await expectAlike(network, X);
  network.dispose();
});

test("a loop over what is open is refused, with the size that it hangs on", async () => {
  const overRows = (x: Tensor): Tensor =>
    concat(
      Array.from({ length: x.shape[0] }, (_, b) => slice(x, 0, b, b + 1)),
      0,
    );
  expect(refusal(overRows)).toBe(
    "forward() does not do the same at batch 2 and at batch 3: operation 3 is concat, then slice. Give that size as a number in inputs.",
  );
  const overTime = (x: Tensor): Tensor => {
    let sum = x.step(0);
    for (let t = 1; t < x.shape[1]; t++) sum = sum.mul(0.5).add(x.step(t));
    return sum;
  };
  expect(refusal(overTime, { x: ["batch", "time", 3] })).toContain(
    "forward() does not do the same at batch 2, time 7 and at batch 2, time 11: there are 19 operations, then 31.",
  );
  await expectAlike(overTime, X);
});

test("a size or number that follows no rule of the open sizes is refused where it is needed", async () => {
  const half = (x: Tensor): Tensor => slice(x, 0, 0, Math.ceil(x.shape[0] / 2));
  expect(refusal(half)).toBe(
    "forward() needs the size 1 at batch 2, then 2 at batch 3, then 3 at batch 5, which follows no rule of the sizes that go in. Give that size as a number in inputs.",
  );
  expect(refusal((x: Tensor) => x.mul(x.shape[0] ** 2))).toContain(
    "computes with the number 4 at batch 2, then 9 at batch 3, then 25 at batch 5",
  );
  const [own] = [(x: Tensor) => x.sum(x.shape[0] % 2)];
  expect(refusal(own)).toContain("forward() calls sum with 0 at batch 2, then 1 at batch 3, then 1 at batch 5");
  const rows = (x: Tensor): Tensor => tensor(Array.from({ length: x.shape[0] }, (_, b) => [b, 1, 1])).add(x.step(0));
  expect(refusal(rows)).toContain("makes a constant [2, 3] whose numbers are others each time");
  await expectAlike(half, { x: [4, 3] }, { sizes: [{}] });
});

test("losses are refused by their names", () => {
  const y = tensor([0, 1, 1], [3]);
  expect(refusal((x: Tensor) => mseLoss(x, x))).toBe(
    "forward() calls mseLoss, which is a loss: a graph holds what is computed from inputs alone.",
  );
  expect(refusal((x: Tensor) => crossEntropyLoss(x, y), { x: [3, 2] })).toContain("crossEntropyLoss, which is a loss");
  expect(refusal((x: Tensor) => ctcLoss(x.logSoftmax(), tensor([1], [1, 1])), { x: [1, 4, 3] })).toContain("ctcLoss");
});

test("lengths that are read in JavaScript are refused where they steer an operation", async () => {
  const gru = new GRU({ inputSize: 3, hiddenSize: 2 });
  const given: OnnxInputs = { x: ["batch", 4, 3], lengths: { lengthsOf: "x" } };
  expect(
    refusal((x: Tensor, lengths: number[]) => slice(x, 1, 0, Math.max(...lengths)), {
      x: [2, 9, 3],
      lengths: { lengthsOf: "x" },
    }),
  ).toBe("forward() needs the size 7, then 5, then 1, then 9, which is another each time it runs.");
  expect(
    refusal(
      (x: Tensor, lengths: number[]) => gru.forward(x, { lengths: lengths.map((n) => Math.max(1, n - 1)) }),
      given,
    ),
  ).toContain(
    "forward() gives a recurrent network lengths that are none of its inputs. Give them among the inputs, such as { x:",
  );
  // A copy of them is them, and a tensor of them too.
  const masked = (x: Tensor, lengths: number[]): Tensor => {
    const { output } = gru.forward(x, { lengths: [...lengths] });
    const inside = lt(arange(0, 4), tensor(lengths, [lengths.length, 1]));
    return where(inside.reshape([-1, 4, 1]), output, -1);
  };
  await expectAlike(masked, given);
  // Whole sequences are none.
  await expectAlike((x: Tensor) => gru.forward(x, { lengths: new Array(x.shape[0]).fill(4) }).output, X);
  gru.dispose();
});

test("a tensor of a step that had begun before is refused by what made it", () => {
  const before = new Linear({ inFeatures: 3, outFeatures: 3 }).weight.mul(2);
  expect(refusal((x: Tensor) => x.matmul(before))).toBe("forward() calls mul, which has no form in ONNX here.");
});

test("inputs say names and sizes, or are refused with what is wrong", () => {
  const same = (x: Tensor): Tensor => x;
  expect(refusal(same, {})).toBe("inputs: there are none, so nothing goes into the graph.");
  expect(refusal(same, { "x 1": [1] })).toBe(
    'inputs: the input "x 1" needs a name of letters, digits and _ that does not begin with a digit.',
  );
  expect(refusal(same, { x: ["the batch"] })).toContain('the axis "the batch" needs a name');
  expect(refusal(same, { x: [1], l: { lengthsOf: "y" } })).toBe(
    "inputs: l has the lengths of y, which is no input of sequences [batch, time, ..].",
  );
  expect(() => toOnnx(same)).toThrow(
    'toOnnx: a function does not say what goes in. Give inputs, such as { x: ["batch", 20, 3] }.',
  );
  expect(() => toOnnx(same, { inputs: { x: [0] } })).toThrow("inputs must be the inputs by their names, such as");
  expect(() => toOnnx(same, { inputs: { x: [1] }, states: true })).toThrow(
    "toOnnx: with inputs, what goes in and out is the function's own. Leave states out.",
  );
});

test("modules that are made anew in each run are refused, since each has other weights", () => {
  const fresh = (x: Tensor): Tensor => new GRU({ inputSize: 3, hiddenSize: 2 }).forward(x).output;
  expect(refusal(fresh)).toContain("operation 1, recurrent, is of another module.");
  expect(refusal((x: Tensor) => new Linear({ inFeatures: 3, outFeatures: 2 }).forward(x))).toContain(
    "forward() does not do the same at batch 2 and at batch 3: it reads other parameters.",
  );
});

test("what comes back must be tensors", () => {
  expect(refusal(() => 1)).toBe("forward() gives 1, which is no tensor.");
  expect(refusal(() => ({}))).toBe("forward() gives no tensor.");
  expect(refusal((x: Tensor) => ({ a: [x, null] }))).toBe("forward() gives a_1, null, which is no tensor.");
});

test("an error of the function's own says with which sizes it came", () => {
  const linear = new Linear({ inFeatures: 2, outFeatures: 2 });
  expect(refusal(linear)).toContain(
    "forward() failed with x [2, 4, 3]: Linear: the input [2, 4, 3] must end in inFeatures = 2",
  );
  expect(refusal((x: Tensor) => gt(x, 0).matmul(x))).toContain("forward() failed with x [2, 4, 3]: matmul: ");
  linear.dispose();
});
