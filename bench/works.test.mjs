import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { growthWork, workOf, works } from "./works.mjs";

const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

test("every work has its module here and its twin in PyTorch, and TensorFlow.js has those that say so", () => {
  const torch = read("peers/torch_peer.py");
  const tfjs = read("peers/tfjs/tfjs_peer.mjs");
  for (const { name, file, tfjs: inTfjs } of works) {
    expect(existsSync(new URL(`workloads/${file}.mjs`, import.meta.url)), name).toBe(true);
    expect(torch, name).toContain(`"${name}":`);
    expect(new RegExp(`"?\\b${name}"?[,:]`).test(tfjs.slice(tfjs.indexOf("const works"))), name).toBe(inTfjs === true);
  }
});

test("a work is found by its name, a point of growth by its sizes", () => {
  expect(workOf("gru128").file).toBe("wide");
  expect(workOf("growth-64x100x32")).toEqual(growthWork({ B: 64, T: 100, H: 32 }));
  expect(() => workOf("gru")).toThrow('no work "gru"; there are denoise, signal,');
});
