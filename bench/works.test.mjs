import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { growthWork, workOf, works } from "./works.mjs";

const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

test("every work has its module here and its twin in PyTorch, and each other peer has those that name it", () => {
  const files = {
    PyTorch: "torch_peer.py",
    JAX: "jax_peer.py",
    TensorFlow: "tf_peer.py",
    "TensorFlow.js": "tfjs/tfjs_peer.mjs",
  };
  for (const { name, file, peers } of works) {
    expect(existsSync(new URL(`workloads/${file}.mjs`, import.meta.url)), name).toBe(true);
    expect(peers, name).toContain("PyTorch");
    for (const [peer, source] of Object.entries(files)) {
      const text = read(`peers/${source}`);
      const table = text.slice(text.search(/^(const )?works =/m));
      expect(new RegExp(`"?\\b${name}"?[,:]`).test(table), `${name} in ${peer}`).toBe(peers.includes(peer));
    }
  }
});

test("a work is found by its name, a point of growth by its sizes", () => {
  expect(workOf("gru128").file).toBe("wide");
  expect(workOf("growth-64x100x32")).toEqual(growthWork({ B: 64, T: 100, H: 32 }));
  expect(() => workOf("gru")).toThrow('no work "gru"; there are denoise, signal,');
});
