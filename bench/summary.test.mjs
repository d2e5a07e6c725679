import { expect, test } from "vitest";
import { denoise, lstm128, signal } from "./results.fixture.mjs";
import { summarise } from "./summary.mjs";
import { workOf } from "./works.mjs";

test("each side counts at its better number of threads", () => {
  expect(denoise.library.strict.threads).toBe(2);
  expect(denoise.peers.PyTorch.name).toBe("PyTorch, 2 threads");
  expect(denoise.library.strict.timesAsFast.PyTorch.median).toBeCloseTo(6.25);
  expect(denoise.library.strict.timesAsFast["TensorFlow.js"].median).toBeCloseTo(50);
});

test("the best peer is the fastest of all of them, whichever it is", () => {
  expect([denoise, lstm128, signal].map(({ best }) => best)).toEqual(["PyTorch", "PyTorch", "JAX"]);
  expect(signal.library.strict.timesAsFast.JAX.median).toBeCloseTo(2);
});

test("strict mode without joined vectors is told apart from the library as it comes", () => {
  expect(lstm128.narrow.strict.seconds.median).toBe(0.12);
  expect(lstm128.library.strict.seconds.median).toBe(0.06);
});

test("the loop by hand is told apart from the library", () => {
  expect(denoise.loop.strict.timesAsFast.PyTorch.median).toBeCloseTo(2.5);
});

test("one that could not run is no row, and its reason is kept", () => {
  expect(denoise.rows.map((row) => row.mode)).not.toContain("native");
  expect(denoise.out).toEqual([{ name: "Recurra native, 1 thread", reason: "no BLAS was found" }]);
});

test("without peers there are no ratios", () => {
  const alone = summarise(workOf("signal"), [{ ...lstm128.rows[0], seconds: [1], about: { per: "an epoch" } }]);
  expect(alone.peers).toEqual({});
  expect(alone.best).toBeUndefined();
  expect(alone.library.strict.timesAsFast).toEqual({});
});
