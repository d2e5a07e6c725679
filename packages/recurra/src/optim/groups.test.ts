import { expect, test } from "vitest";
import { numbers } from "../tensor/gradients.conformance.ts";
import { Parameter } from "../tensor/index.ts";
import { Adagrad } from "./adagrad.ts";
import { Adam, AdamW } from "./adam.ts";
import { NAdam } from "./nadam.ts";
import type { Optimizer } from "./optimizer.ts";
import type { Optimized } from "./parameter-groups.ts";
import { RMSprop } from "./rmsprop.ts";
import { SGD } from "./sgd.ts";

const makers: [string, (p: Optimized, o: { learningRate: number; weightDecay?: number }) => Optimizer][] = [
  ["SGD", (p, o) => new SGD(p, { ...o, momentum: 0.5 })],
  ["Adam", (p, o) => new Adam(p, o)],
  ["AdamW", (p, o) => new AdamW(p, o)],
  ["RMSprop", (p, o) => new RMSprop(p, o)],
  ["Adagrad", (p, o) => new Adagrad(p, o)],
  ["NAdam", (p, o) => new NAdam(p, o)],
];

const parameter = (): Parameter => new Parameter(numbers(9, 1), [9]);

function moved(optimizer: Optimizer, steps = 4): void {
  for (let i = 0; i < steps; i++) {
    for (const one of optimizer.parameters) one.grad = numbers(9, i + 2);
    optimizer.step();
  }
}

test.each(makers)(
  "%s moves each group by its own rate and weight decay, as an optimizer of its own would",
  (_, make) => {
    const [a, b, alone, other] = [parameter(), parameter(), parameter(), parameter()];
    const groups = make([{ parameters: [a] }, { parameters: [b], learningRate: 0.03, weightDecay: 0.2 }], {
      learningRate: 0.01,
      weightDecay: 0.1,
    });
    moved(groups);
    moved(make([alone], { learningRate: 0.01, weightDecay: 0.1 }));
    expect(a.value).toEqual(alone.value);
    // 0.01 times the factor 3 is not 0.03 to the last bit.
    moved(make([other], { learningRate: 0.01 * (0.03 / 0.01), weightDecay: 0.2 }));
    expect(b.value).toEqual(other.value);
    expect(b.value).not.toEqual(a.value);
  },
);

test("what sets the optimizer's rate changes those of all groups by the same factor", () => {
  const [a, b] = [parameter(), parameter()];
  const sgd = new SGD([{ parameters: [a] }, { parameters: [b], learningRate: 0.4 }], { learningRate: 0.2 });
  sgd.learningRate = 0.1;
  const before = a.value;
  moved(sgd, 1);
  const gradient = numbers(9, 2);
  before.forEach((value, i) => {
    expect(a.value[i]).toBeCloseTo(value - 0.1 * gradient[i], 6);
    expect(b.value[i]).toBeCloseTo(value - 0.2 * gradient[i], 6);
  });
});

test("a frozen parameter has no gradient and stays as it is, until it is no longer frozen", () => {
  const p = parameter();
  const adam = new Adam([p], { weightDecay: 0.1 });
  p.requiresGrad = false;
  p.grad = numbers(9, 2);
  expect(p.grad).toBeNull();
  const before = p.value;
  adam.step();
  expect(p.value).toEqual(before);
  p.requiresGrad = true;
  p.grad = numbers(9, 2);
  adam.step();
  expect(p.value).not.toEqual(before);
});

test("groups that do not fit are refused in words", () => {
  const p = parameter();
  const refused: [() => unknown, string][] = [
    [
      () => new Adam([{ parameters: [p] }, p] as never),
      "Adam group 1: parameters must be groups alone, or parameters alone",
    ],
    [() => new Adam([{ parameters: [p], rate: 1 }] as never), "Adam group 0"],
    [() => new Adam([{ parameters: [p], learningRate: -1 }]), "learningRate must be a number from 0"],
    [() => new Adam([{ parameters: [p] }, { parameters: [p] }]), "groups that have each parameter once"],
    [() => new SGD([{ parameters: [p], learningRate: 1 }], { learningRate: 0 }), "which is 0 and cannot be multiplied"],
    [() => new Adam([]), "there are no parameters"],
  ];
  for (const [run, message] of refused) expect(run).toThrow(message);
});
