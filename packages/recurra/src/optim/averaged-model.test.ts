import { expect, test } from "vitest";
import { BatchNorm1d, Linear, mseLoss, Sequential } from "../nn/index.ts";
import { errorOfLargest, readFixture } from "../nn/recurrent/pytorch.conformance.ts";
import { tensor } from "../tensor/index.ts";
import { AveragedModel } from "./averaged-model.ts";
import { SGD } from "./sgd.ts";

test.each(readFixture<{ decay: number }>("averages").map((one) => [one.name, one] as const))(
  "the averages of twenty steps are PyTorch's within 1e-6 of the largest entry: %s",
  (_, one) => {
    const model = new Linear({ inFeatures: 5, outFeatures: 3 });
    for (const [name, parameter] of model.namedParameters()) parameter.value = one.numbers(name);
    const average = new AveragedModel(model, { decay: one.settings.decay });
    const optimizer = new SGD(model.parameters(), { learningRate: 0.1 });
    const x = tensor(one.numbers("x"), [7, 5]);
    const y = tensor(one.numbers("y"), [7, 3]);
    for (let step = 0; step < 20; step++) {
      optimizer.zeroGrad();
      mseLoss(model.forward(x), y).backward();
      optimizer.step();
      average.updateParameters();
    }
    for (const [name, values] of average.averages()) {
      expect(errorOfLargest(values, one.numbers(`average.${name}`)), name).toBeLessThan(1e-6);
    }
    for (const [name, parameter] of model.namedParameters()) {
      expect(errorOfLargest(parameter.value, one.numbers(`after.${name}`)), name).toBeLessThan(1e-6);
    }
  },
);

test("running statistics are taken as they are, and weights averaged: PyTorch 2.13's AveragedModel of a BatchNorm1d and a Linear", () => {
  const model = new Sequential(new BatchNorm1d({ numFeatures: 2 }), new Linear({ inFeatures: 2, outFeatures: 1 }));
  model.parameters().at(-2)!.value = [0.5, -0.25];
  model.parameters().at(-1)!.value = [0.1];
  const average = new AveragedModel(model, { decay: 0.5 });
  const optimizer = new SGD(model.parameters(), { learningRate: 0.1 });
  for (let k = 0; k < 4; k++) {
    optimizer.zeroGrad();
    const x = tensor([1 + k, 2, 3, 4 * k, 5, 6], [3, 2]);
    mseLoss(model.forward(x), tensor([1, 2, 3], [3, 1])).backward();
    optimizer.step();
    average.updateParameters();
  }
  // AveragedModel(m, multi_avg_fn=get_ema_multi_avg_fn(0.5)).module.state_dict() after the same steps.
  const theirs = {
    "0.weight": [1.0414, 0.9546],
    "0.bias": [0.4905, -0.1534],
    "0.running_mean": [1.2187, 1.6651],
    "0.running_var": [1.3567, 5.0338],
    "1.weight": [0.7293, 0.0036],
    "1.bias": [0.9347],
  };
  const ours = average.averages();
  expect([...ours.keys()]).toEqual(Object.keys(theirs));
  for (const [name, values] of Object.entries(theirs)) {
    values.forEach((value, i) => {
      expect(Math.abs(ours.get(name)![i] - value), name).toBeLessThan(1e-4);
    });
  }
});

function small(): { model: Linear; average: AveragedModel; set: (value: number) => void; weight: () => number } {
  const model = new Linear({ inFeatures: 1, outFeatures: 1, bias: false });
  const average = new AveragedModel(model, { decay: 0.5 });
  return {
    model,
    average,
    set: (value) => {
      model.weight.value = [value];
    },
    weight: () => model.weight.value[0],
  };
}

test("the first update takes the weights, later ones a share; the averages are applied and given back", () => {
  const { model, average, set, weight } = small();
  set(4);
  average.updateParameters();
  set(8);
  average.updateParameters();
  expect([...average.averages()]).toEqual([["weight", Float32Array.of(6)]]);
  const x = tensor([1], [1, 1]);
  expect(average.withAverage(() => model.forward(x).item())).toBe(6);
  average.apply();
  expect(average.withAverage(() => model.forward(x).item())).toBe(6);
  expect(model.forward(x).item()).toBe(6); // they were applied before, and stay
  average.restore();
  expect(model.forward(x).item()).toBe(8);
  expect(() =>
    average.withAverage(() => {
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(weight()).toBe(8);
  average.apply();
  average.apply();
  expect([weight(), average.averages().get("weight")![0]]).toEqual([6, 6]);
  average.updateParameters();
  expect([weight(), average.averages().get("weight")![0]]).toEqual([8, 7]);
});

test("averages go on from a copy with the same bits", () => {
  const one = small();
  one.set(4);
  one.average.updateParameters();
  const other = small();
  other.average.load(one.average.averages());
  for (const { set, average } of [one, other]) {
    set(0.1);
    average.updateParameters();
  }
  expect(other.average.averages()).toEqual(one.average.averages());
});

test("a decay that is none, and an unknown option, are refused", () => {
  const model = new Linear({ inFeatures: 1, outFeatures: 1 });
  expect(() => new AveragedModel(model, { decay: 1 })).toThrow(
    "AveragedModel: decay must be a number from 0 to below 1, but it is 1.",
  );
  expect(() => new AveragedModel(model, { dekay: 0.5 } as object)).toThrow('there is no option "dekay". Say decay.');
});
