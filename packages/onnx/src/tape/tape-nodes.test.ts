import { concat, EncoderDecoder, LastStep, Linear, LSTM, Sequential, stack, type Tensor, tensor, zeros } from "recurra";
import { GELU, NonCrossing, Softplus, StudentT, scaledDotProductAttention } from "recurra/nn";
import {
  abs,
  add,
  arange,
  argmax,
  argmin,
  asinh,
  clamp,
  cos,
  cumsum,
  div,
  eq,
  exp,
  expand,
  flip,
  full,
  gather,
  ge,
  gelu,
  gt,
  le,
  leakyRelu,
  lgamma,
  log,
  logSoftmax,
  lt,
  maskedFill,
  matmul,
  max,
  mean,
  min,
  mul,
  ne,
  neg,
  oneHot,
  permute,
  pow,
  relu,
  reshape,
  select,
  sigmoid,
  silu,
  sin,
  slice,
  softmax,
  softplus,
  sqrt,
  squeeze,
  sub,
  sum,
  tanh,
  transpose,
  unsqueeze,
  where,
} from "recurra/tensor";
import { expect, test } from "vitest";
import { numbers, opened } from "../run-onnx.fixture.ts";
import { toOnnx } from "../to-onnx.ts";
import type { OnnxInputs } from "./inputs.ts";
import type { TapedFunction } from "./run.ts";
import { expectAlike } from "./taped.fixture.ts";

const X: OnnxInputs = { x: ["batch", 3, 4] };
const PAIR: OnnxInputs = { x: ["batch", 3, 4], y: ["batch", 3, 4] };

type Case = readonly [name: string, body: TapedFunction, inputs?: OnnxInputs];

const cases: readonly Case[] = [
  ["add", (x: Tensor, y: Tensor) => add(x, y), PAIR],
  [
    "add of a number, a row and a column",
    (x: Tensor) =>
      add(2, x)
        .add(tensor([1, 2, 3, 4]))
        .add(tensor([1, 2, 3], [3, 1])),
  ],
  ["sub", (x: Tensor, y: Tensor) => sub(x, y), PAIR],
  ["sub of numbers on either side", (x: Tensor) => [sub(x, 0.3), sub(0.3, x)]],
  ["mul", (x: Tensor, y: Tensor) => mul(x, y).mul(0.1), PAIR],
  ["div", (x: Tensor, y: Tensor) => div(x, y.add(10)), PAIR],
  ["div of numbers on either side", (x: Tensor) => [div(x, 3), div(3, x.add(10))]],
  ["neg", (x: Tensor) => neg(x)],
  [
    "matmul of batches, and by one matrix",
    (x: Tensor, y: Tensor) => matmul(matmul(x, transpose(y, 1, 2)), tensor([1, 2, 3, 4, 5, 6], [3, 2])),
    PAIR,
  ],
  [
    "tanh, sigmoid, relu, softplus, exp, asinh",
    (x: Tensor) => [tanh, sigmoid, relu, softplus, exp, asinh].map((f) => f(x)),
  ],
  ["log, sqrt", (x: Tensor) => [log, sqrt].map((f) => f(mul(x, x).add(0.1)))],
  ["abs, sin, cos, silu, gelu, leakyRelu", (x: Tensor) => [abs, sin, cos, silu, gelu, leakyRelu].map((f) => f(x))],
  ["gelu of a single number", (x: Tensor) => gelu(x.sum())],
  ["lgamma", (x: Tensor) => lgamma(abs(x).add(0.5))],
  ["pow", (x: Tensor, y: Tensor) => [pow(x, 3), pow(x, -2), pow(abs(x), 0.5), pow(abs(x), y), pow(2, y)], PAIR],
  ["clamp", (x: Tensor) => [clamp(x, -0.5, 0.5), clamp(x, undefined, 0.1), clamp(x, 0.1)]],
  [
    "comparisons",
    (x: Tensor, y: Tensor) => [eq, ne, lt, le, gt, ge].flatMap((f) => [f(x, y), f(x, x), f(x, 0.2), f(0.2, x)]),
    PAIR,
  ],
  [
    "where and maskedFill",
    (x: Tensor, y: Tensor) => [
      where(gt(x, 0), x, y),
      where(x, 1, y),
      where(relu(x), x, 0),
      maskedFill(x, lt(y, 0), -9),
    ],
    PAIR,
  ],
  [
    "softmax and logSoftmax along any dimension",
    (x: Tensor) => [0, 1, 2].flatMap((d) => [softmax(x, d), logSoftmax(x, d)]),
  ],
  [
    "sum and mean",
    (x: Tensor) => [sum, mean].flatMap((f) => [f(x), f(x, undefined, true), f(x, 0), f(x, 1, true), f(x, -1)]),
  ],
  [
    "max and min",
    (x: Tensor) => [max, min].flatMap((f) => [f(x), f(x, undefined, true), f(x, 0), f(x, 1, true), f(x, -1)]),
  ],
  [
    "argmax and argmin",
    (x: Tensor) => [argmax, argmin].flatMap((f) => [f(x), f(x, undefined, true), f(x, 0), f(x, 1, true), f(x, -1)]),
  ],
  ["cumsum", (x: Tensor) => [cumsum(x, 0), cumsum(x, 1), cumsum(x, -1)]],
  [
    "reshape",
    (x: Tensor) => [
      reshape(x, [-1, 4]),
      reshape(x, [-1]),
      reshape(x, [x.shape[0], 12]),
      reshape(x, [2, 6, -1]),
      reshape(x, [x.shape[0], 2, 6]),
    ],
  ],
  ["transpose and permute", (x: Tensor) => [transpose(x, 1, 2), transpose(x, 0, -1), permute(x, [2, 0, 1])]],
  ["flip", (x: Tensor) => [flip(x, 1), flip(x, [0, 2])]],
  [
    "squeeze, unsqueeze, expand",
    (x: Tensor) => [
      unsqueeze(x, 0),
      unsqueeze(x, -1),
      squeeze(unsqueeze(x, 1)),
      expand(unsqueeze(x, 1), [-1, 5, -1, -1]),
      expand(tensor([1, 2, 3]), [x.shape[0], 3]),
    ],
  ],
  ["select and step", (x: Tensor) => [select(x, 1, 0), select(x, 2, -1), x.step(1), select(x, 0, -1)]],
  [
    "slice",
    (x: Tensor) => [
      slice(x, 1, 1),
      slice(x, 2, 1, 3),
      slice(x, 2, -2),
      slice(x, 0, 1, x.shape[0]).sum(0),
      slice(x, 0, -1),
    ],
    { x: ["batch", 3, 4] },
  ],
  [
    "concat and stack",
    (x: Tensor, y: Tensor) => [concat([x, y], 1), concat([x, y], 0), stack([x, y]), stack([x, y], 2), stack([x, y], 3)],
    PAIR,
  ],
  ["gather", (x: Tensor) => [gather(x, 2, argmax(x, 2, true)), gather(x, 1, argmin(x, 1, true))]],
  ["oneHot", (x: Tensor) => [oneHot(argmax(x, 2), 4), where(oneHot(argmax(x, 2), 4), x, 0)]],
  [
    "constants: numbers, rows over the batch, one number over the batch",
    (x: Tensor) => [
      x.add(arange(0, 4)),
      concat([x, zeros([x.shape[0], 1, 4])], 1),
      full([x.shape[0], 2], 7),
      tensor(Array.from({ length: x.shape[0] }, () => [1, 2])),
    ],
  ],
  [
    "numbers that are made of the batch",
    (x: Tensor) => [
      sum(x, 0).div(x.shape[0]),
      sum(x, 0).mul(1 / x.shape[0]),
      x.add(2 * x.shape[0] - 1),
      arange(0, x.shape[0]),
      arange(1, 2 * x.shape[0] + 1, 0.5),
    ],
  ],
  ["detach", (x: Tensor) => tanh(x.detach()).detach()],
  [
    "attention, with and without a mask",
    (x: Tensor, y: Tensor) => [
      scaledDotProductAttention(x, y, y),
      scaledDotProductAttention(x, y, y, { isCausal: true }),
    ],
    PAIR,
  ],
];

// Two sequences at least, because one of them has no row of the batch left.
const sizes = [{ batch: 2 }, { batch: 4 }, { batch: 7 }];

test.each(cases.map(([name, body, inputs = X]) => [name, { body, inputs }] as const))(
  "%s",
  async (_, { body, inputs }) => {
    await expectAlike(body, inputs, { sizes });
  },
);

test("what goes in may come out, twice, or not be used; keys that are one name are told apart", async () => {
  const body = (x: Tensor, y: Tensor, unused: Tensor) => {
    const sum = x.add(1);
    return {
      x,
      again: x,
      sum,
      "a.b": sum,
      a_b: sum,
      one: tensor([1, 2]),
      tanh_0: y.tanh(),
      matmul: unused.shape.length > 9 ? unused : y,
    };
  };
  const run = await opened(toOnnx(body, { inputs: { ...PAIR, unused: ["batch"] } }));
  const feed = { shape: [1, 3, 4], data: numbers(12) };
  const results = await run({ x: feed, y: feed, unused: { shape: [1], data: numbers(1) } });
  expect(Object.keys(results)).toEqual(["x_out", "again", "sum", "a_b", "a_b_2", "one", "tanh_0_2", "matmul"]);
  for (const name of ["x_out", "again", "matmul"]) expect([...results[name].data]).toEqual([...feed.data]);
  expect([...results.a_b_2.data]).toEqual([...results.sum.data]);
  expect([...results.one.data]).toEqual([1, 2]);
});

test("a function without open sizes is one of these sizes; the same function gives the same bytes", async () => {
  const body = (x: Tensor): Tensor => x.softmax().sum();
  await expectAlike(body, { x: [3] }, { sizes: [{}] });
  expect(toOnnx(body, { inputs: X })).toEqual(toOnnx(body, { inputs: X }));
});

test("a loop of two hundred steps is written out", async () => {
  const body = (x: Tensor): Tensor => {
    let h = x.step(0);
    for (let t = 1; t < 200; t++) h = tanh(h.mul(0.9).add(x.step(t)));
    return h;
  };
  expect((await expectAlike(body, { x: ["batch", 200, 2] })).length).toBe(1 + 199 * 4);
});

test("networks of the library run on the tape as in their own export", async () => {
  const seq2seq = new EncoderDecoder({ inputSize: 2, hiddenSize: 4, bidirectional: true, attention: true });
  await expectAlike((x: Tensor) => seq2seq.forward(x, { horizon: 3 }), { x: ["batch", 5, 2] });
  const layers = new Sequential(
    new LSTM({ inputSize: 2, hiddenSize: 3, bidirectional: true }),
    new LastStep({ bidirectional: true }),
    new Linear({ inFeatures: 6, outFeatures: 3 }),
    new StudentT(),
  );
  await expectAlike(
    layers,
    { x: ["batch", "time", 2] },
    {
      sizes: [
        { batch: 1, time: 3 },
        { batch: 3, time: 8 },
      ],
    },
  );
  for (const module of [new NonCrossing(), new StudentT(), new Softplus(), new GELU()])
    await expectAlike(module, { x: ["batch", 5, 3] });
});
