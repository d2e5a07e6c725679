import { expect, test } from "vitest";
import { buffersIn } from "./buffers.ts";

test("the buffers of all arrays are found, each once, and nothing else", () => {
  const [a, b] = [new Float32Array(2), new Float32Array(3)];
  const data = {
    layers: [{ x: a, gates: [{ values: b, name: "forget gate" }], first: { h: a } }],
    loss: 0.5,
    none: null,
  };
  expect(buffersIn(data)).toEqual([a.buffer, b.buffer]);
  expect(buffersIn(undefined)).toEqual([]);
});
