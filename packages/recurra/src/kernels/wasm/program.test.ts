import { expect, test } from "vitest";
import { currentRunner, f32, i32, kernels } from "./engine.ts";
import { allocate, release } from "./heap.ts";
import { CALL_BYTES, callWords, kernelCodes } from "./program.ts";
import { strictClasses } from "./strict-bytes.ts";

/** Runs calls, each a kernel's name and its arguments, in one go. */
function runCalls(...calls: [string, ...number[]][]): void {
  const codes = kernelCodes(kernels(), strictClasses());
  const words = callWords(calls.flatMap(([name, ...args]) => [...codes.get(name)!, ...args]));
  const address = allocate(words.byteLength);
  i32().set(words, address >>> 2);
  try {
    currentRunner()({ start: address, end: address + words.byteLength });
  } finally {
    release(address);
  }
}

test("a program makes its calls in order, with arguments of every type as JavaScript gives them", () => {
  const at = allocate(4 * 16);
  const [a, b] = [at >>> 2, (at >>> 2) + 8];
  // float32 that is no float64, a negative number, and a fill of the first half only.
  runCalls(["fillArray", at, 0.1, 8], ["fillArray", at + 32, -3, 8], ["addArrays", at, at, at + 32, 4]);
  const sum = Math.fround(Math.fround(0.1) - 3);
  expect([...f32().subarray(a, b + 2)]).toEqual([...Array(4).fill(sum), ...Array(4).fill(Math.fround(0.1)), -3, -3]);
  release(at);
});

test("a call is the same whether a program or JavaScript makes it, in every kernel that takes float64", () => {
  const size = 64;
  const [direct, listed] = [allocate(4 * size * 4), allocate(4 * size * 4)];
  for (const at of [direct, listed]) {
    const memory = f32();
    for (let i = 0; i < 4 * size; i++) memory[(at >>> 2) + i] = ((7 * i) % 11) / 5 - 1;
  }
  kernels().sumDim(direct + 4 * size * 3, direct, 4, 8, 2, 3, 1);
  runCalls(["sumDim", listed + 4 * size * 3, listed, 4, 8, 2, 3, 1]);
  const numbers = (at: number): Float32Array => f32().slice(at >>> 2, (at >>> 2) + 4 * size);
  expect(numbers(listed)).toEqual(numbers(direct));
  release(direct);
  release(listed);
});

test("an empty program does nothing, and a number that is no kernel's is a trap", () => {
  runCalls();
  const at = allocate(CALL_BYTES);
  i32().set(callWords([500]), at >>> 2);
  expect(() => currentRunner()({ start: at, end: at + CALL_BYTES })).toThrow(WebAssembly.RuntimeError);
  release(at);
});
