import { expect, test, vi } from "vitest";
import { OptionError } from "../core/errors.ts";
import { currentMode, kernels, withMode } from "../kernels/wasm/engine.ts";
import { provideFast } from "../kernels/wasm/fast-mode.ts";
import { staticBytes } from "../kernels/wasm/memory.ts";
import { modes } from "../kernels/wasm/modes.conformance.ts";
import { fastSupported, loadFast } from "./index.ts";

const supported = modes.includes("fast");

test("fastSupported() says whether the engine accepts the fast kernels", () => {
  expect(fastSupported()).toBe(supported);
});

test.skipIf(!supported)("fast mode runs on the same memory, with constants above those of the strict kernels", () => {
  loadFast();
  const strict = kernels();
  withMode("fast", () => {
    expect(currentMode()).toBe("fast");
    expect(kernels()).not.toBe(strict);
    expect(kernels().heapBase()).toBeLessThanOrEqual(staticBytes);
    expect(kernels().heapBase()).toBeGreaterThan(32_768);
  });
  expect(kernels()).toBe(strict);
});

test("before loadFast(), mode fast is refused with what to import", () => {
  provideFast(undefined);
  const refused = () => withMode("fast", () => 0);
  expect(refused).toThrow(
    'withMode: mode: "fast" needs kernels of its own, which are not loaded. Call loadFast() of "recurra/fast" first, or use ' +
      'mode: "strict".',
  );
  expect(refused).toThrow(OptionError);
  expect(currentMode()).toBe("strict");
});

test("loadFast() says what it needs where the engine has no relaxed SIMD, and mode fast stays refused", async () => {
  vi.resetModules();
  vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  const engine = await import("../kernels/wasm/engine.ts");
  const fresh = await import("./index.ts");
  expect(fresh.fastSupported()).toBe(false);
  expect(fresh.loadFast).toThrow(
    'loadFast: mode: "fast" needs relaxed SIMD, which this JavaScript engine does not accept. Use mode: "strict", or use Node 22 ' +
      "or newer, or start Node 20 with --experimental-wasm-relaxed-simd.",
  );
  expect(() => engine.withMode("fast", () => 0)).toThrow("loadFast()");
  vi.restoreAllMocks();
});
