// Layers against PyTorch's numbers: outputs, gradients of inputs and parameters, and ten losses of SGD (fixtures/pytorch/make_layers.py).
import { expect } from "vitest";
import { SGD } from "../../optim/index.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import { mseLoss } from "../losses/losses.ts";
import type { Module } from "../module/module.ts";
import { errorOfLargest, type FixtureCase } from "../recurrent/pytorch.conformance.ts";

/** Asserts outputs within 1e-5 and gradients within 2e-5 of the largest entry, and losses within 1e-5 of each; `names` are the inputs'. */
export function expectPyTorch(
  one: FixtureCase<unknown>,
  module: Module,
  names: readonly string[],
  run: (...inputs: Tensor[]) => Tensor,
): void {
  const leaf = (key: string, requiresGrad = false): Tensor =>
    tensor(one.numbers(key), one.tensors.get(key)!.shape, { requiresGrad });
  const load = (): void =>
    module.loadStateDict(Object.fromEntries(module.namedParameters().map(([key]) => [key, leaf(key)])));
  load();
  module.zeroGrad();
  const given = names.filter((name) => one.tensors.has(name));
  const inputs = given.map((name) => leaf(name, one.tensors.has(`grad.${name}`)));
  const output = run(...inputs);
  expect(output.shape).toEqual(one.tensors.get("output")!.shape);
  expect(errorOfLargest(output.toArray(), one.numbers("output"))).toBeLessThan(1e-5);
  output.mul(leaf("factors")).sum().backward();
  const named: [string, Tensor][] = [
    ...given.map((name, i) => [name, inputs[i]!] as [string, Tensor]),
    ...module.namedParameters(),
  ];
  for (const [name, { grad }] of named.filter(([, one]) => one.requiresGrad)) {
    const wanted = one.numbers(`grad.${name}`);
    // What is 0 but for rounding has no digits to compare.
    const nothing = wanted.every((value) => Math.abs(value) < 1e-6);
    const error = nothing ? Math.max(...grad!.map(Math.abs)) : errorOfLargest(grad!, wanted);
    expect(error, name).toBeLessThan(2e-5);
  }
  load();
  const optimizer = new SGD(module.parameters(), { learningRate: 0.05 });
  for (const wanted of one.numbers("losses")) {
    optimizer.zeroGrad();
    const loss = mseLoss(run(...given.map((name) => leaf(name))), leaf("factors"));
    loss.backward();
    optimizer.step();
    expect(Math.abs(loss.item() / wanted - 1)).toBeLessThan(1e-5);
  }
}
