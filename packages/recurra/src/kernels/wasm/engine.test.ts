import { expect, test } from "vitest";
import * as arena from "./arena.ts";
import { currentMode, f32, fastSupported, kernels, memoryBytes, withMode } from "./engine.ts";
import { memory, staticBytes } from "./memory.ts";

test("strict is the mode unless another is asked for", () => {
  expect(currentMode()).toBe("strict");
});

test("the constants of a module lie below the memory that is given out", () => {
  // The fast module's constants begin here.
  expect(kernels().heapBase()).toBeLessThanOrEqual(32_768);
});

test("views see the whole memory also after it has grown", () => {
  const before = memoryBytes();
  const mark = arena.mark();
  const pointer = arena.allocate(before + 4);
  f32()[pointer >>> 2] = 7;
  expect(memoryBytes()).toBeGreaterThan(before);
  expect(new Float32Array(memory.buffer)[pointer >>> 2]).toBe(7);
  arena.resetTo(mark);
});

test("the last bytes of the memory can be read past by a whole vector", () => {
  const mark = arena.mark();
  const bytes = 2 ** 20;
  const pointer = arena.allocate(bytes);
  expect(memoryBytes() - (pointer + bytes)).toBeGreaterThanOrEqual(32);
  arena.resetTo(mark);
});

test("withMode returns to the mode before, also when its body throws", () => {
  expect(() =>
    withMode("strict", () => {
      throw new Error("stopped");
    }),
  ).toThrow("stopped");
  expect(currentMode()).toBe("strict");
});

test("fast mode runs on the same memory where it is supported, and says what it needs where it is not", () => {
  if (fastSupported()) {
    const strict = kernels();
    withMode("fast", () => {
      expect(currentMode()).toBe("fast");
      expect(kernels()).not.toBe(strict);
      expect(kernels().heapBase()).toBeLessThanOrEqual(staticBytes);
      expect(kernels().heapBase()).toBeGreaterThan(32_768);
    });
    expect(kernels()).toBe(strict);
  } else {
    expect(() => withMode("fast", () => 0)).toThrow(
      'mode: "fast" needs relaxed SIMD, which this JavaScript engine does not accept. Use mode: "strict", ' +
        "or use Node 22 or newer, or start Node 20 with --experimental-wasm-relaxed-simd.",
    );
  }
});

test("withMode refuses a promise, since the mode ends when its body returns", () => {
  expect(() => withMode("strict", async () => 0)).toThrow(
    "withMode: fn returned a promise, but the mode holds only until fn returns. Await outside, and wrap each " +
      "synchronous step.",
  );
});

test("an unknown mode is refused", () => {
  expect(() => withMode("turbo" as "fast", () => 0)).toThrow(
    'withMode: mode must be one of "strict", "fast", "native", but it is "turbo".',
  );
  expect(currentMode()).toBe("strict");
});
