import { Linear, readSafetensors } from "recurra";
import { expect, test } from "vitest";
import { modelFile, parameterCount } from "./model-file.ts";

test("a model's file has its weights by name, the lab, and the settings in alphabetical order", () => {
  const model = new Linear({ inFeatures: 3, outFeatures: 2 });
  const bytes = modelFile("try", model, { seed: 1, hidden: 2 });
  const { tensors, metadata } = readSafetensors(bytes, "model");
  expect([...tensors.keys()]).toEqual(["bias", "weight"]);
  expect(tensors.get("weight")).toEqual({ shape: [2, 3], data: model.weight.value });
  expect(Object.fromEntries(metadata)).toEqual({ format: "recurra-lab-try/1", settings: '{"hidden":2,"seed":1}' });
  expect(modelFile("try", model, { hidden: 2, seed: 1 })).toEqual(bytes);
});

test("parameterCount counts the weights of every layer", () => {
  expect(parameterCount(new Linear({ inFeatures: 3, outFeatures: 2 }))).toBe(8);
});
