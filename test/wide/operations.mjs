// Every family of kernels on known operands of all widths of tails, through the library's public names: a hash for each family. Run in code that is optimised
// from the first call on (node --no-liftoff), with and without vectors of 256 bits: run.mjs compares them.
import * as recurra from "recurra";
import * as nn from "recurra/nn";
import { Adam, AdamW, clipGradNorm, SGD } from "recurra/optim";
import { enableWide } from "recurra/wide";
import { hashOf } from "../bits/hash.mjs";
import { numbers } from "../bits/networks.mjs";

const asked = process.argv.includes("--wide") ? enableWide() : { wide: false };

const { noGrad, tensor } = recurra;
const WIDTHS = [...Array.from({ length: 70 }, (_, i) => i + 1), 127, 128, 129, 1000, 1031];
const found = {};

/** Outputs and gradients of a function of tensors. */
function note(name, shapes, body, { positive = false } = {}) {
  const inputs = shapes.map((shape, i) => {
    const count = shape.reduce((a, b) => a * b, 1);
    const values = numbers(count, i + 3 * count);
    return new recurra.Parameter(positive ? values.map((value) => Math.abs(value) + 0.01) : values, shape);
  });
  const out = body(...inputs);
  const given = out.toArray();
  const weights = tensor(numbers(out.size, 77), out.shape);
  out.mul(weights).sum().backward();
  found[name] ??= [];
  found[name].push(given, ...inputs.map(({ grad }) => grad?.slice() ?? new Float32Array(1)));
}

for (const n of WIDTHS) {
  note("elementwise", [[n], [n]], (a, b) => a.mul(b).add(a).sub(b.mul(0.3)).add(1.5).mul(a));
  note("quotients", [[n], [n]], (a, b) => a.div(b).add(a.div(3)), { positive: true });
  note("functions", [[n]], (a) => a.mul(4).sigmoid().add(a.mul(3).tanh()).add(a.exp()).add(a.relu()));
  note("logarithms", [[n]], (a) => a.log(), { positive: true });
  note("softmax", [[3, n]], (a) => a.softmax(1).add(a.logSoftmax(1)));
  note("sums", [[4, n]], (a) => recurra.concat([a.sum(0), a.mean(0), a.sum(1), a.mean(1)], 0));
  note("layout", [[3, n]], (a) => recurra.concat([a.transpose(0, 1), a.transpose(0, 1).mul(2)], 1).slice(1, 1, 5));
  note(
    "losses",
    [
      [5, n],
      [5, n],
    ],
    (a, b) => recurra.stack([nn.l1Loss(a, b), nn.mseLoss(a, b), nn.huberLoss(a, b)], 0),
  );
}
for (const [m, k, n] of [
  [1, 1, 1],
  [2, 3, 5],
  [7, 33, 9],
  [20, 96, 32],
  [16, 137, 512],
  [120, 32, 120],
  [31, 64, 17],
  [65, 130, 67],
]) {
  note(
    "products",
    [
      [m, k],
      [k, n],
    ],
    (a, b) => a.matmul(b),
  );
  note(
    "products, transposed",
    [
      [k, m],
      [n, k],
    ],
    (a, b) => a.transpose(0, 1).matmul(b.transpose(0, 1)),
  );
}
for (const hiddenSize of [1, 3, 4, 8, 15, 30, 32, 50, 64, 100, 128]) {
  for (const [name, Cell] of Object.entries({
    ...{ RNN: nn.RNN, LSTM: nn.LSTM, GRU: nn.GRU },
    ...{ MinGRU: nn.MinGRU, SLSTM: nn.SLSTM },
  })) {
    recurra.manualSeed(hiddenSize);
    const cell = new Cell({ inputSize: 3, hiddenSize });
    const parameters = cell.parameters();
    const optimizers = { SGD, Adam, AdamW };
    const Optimizer = optimizers[["SGD", "Adam", "AdamW"][hiddenSize % 3]];
    const optimizer = new Optimizer(parameters, { learningRate: 0.01 });
    for (let step = 0; step < 3; step++) {
      const x = tensor(numbers(5 * 12 * 3, step + hiddenSize), [5, 12, 3]);
      optimizer.zeroGrad();
      const { output } = cell.forward(x);
      const given = output.toArray();
      nn.mseLoss(output, tensor(numbers(output.size, step), output.shape)).backward();
      clipGradNorm(parameters, 0.5);
      found[name] ??= [];
      found[name].push(given);
      optimizer.step();
    }
    found[name].push(...parameters.map(({ value }) => value.slice()));
    cell.dispose();
  }
}
recurra.manualSeed(4);
const embedding = new nn.Embedding({ numEmbeddings: 50, embeddingDim: 33 });
const dropout = new nn.Dropout({ p: 0.4 });
const rows = embedding.forward(
  tensor(
    Float32Array.from({ length: 64 }, (_, i) => (7 * i) % 50),
    [64],
  ),
);
const dropped = dropout.forward(rows);
const kept = dropped.toArray();
dropped.sum().backward();
found["embedding and dropout"] = [kept, embedding.weight.grad.slice()];

/** Milliseconds of a wide product, the least of many: what is joined takes about half. */
function productTime() {
  const [a, b] = [tensor(numbers(64 * 128, 1), [64, 128]), tensor(numbers(128 * 128, 2), [128, 128])];
  let least = Number.POSITIVE_INFINITY;
  noGrad(() => {
    for (let round = 0; round < 2000; round++) {
      const began = performance.now();
      a.matmul(b);
      least = Math.min(least, performance.now() - began);
    }
  });
  return least;
}

const hashes = Object.fromEntries(Object.entries(found).map(([name, arrays]) => [name, hashOf(arrays)]));
process.stdout.write(`${JSON.stringify({ ...asked, v8: process.versions.v8, hashes, product: productTime() })}\n`);
