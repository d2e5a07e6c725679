import { expect, test } from "vitest";
import { scheduledSampling } from "./scheduled-sampling.ts";

const curves = ["linear", "exponential", "inverseSigmoid"] as const;

test.each(curves)("%s: the share falls from start to end, and stays there", (curve) => {
  const share = scheduledSampling({ curve, steps: 1000, start: 0.9, end: 0.1 });
  const shares = Array.from({ length: 1000 }, (_, step) => share(step));
  expect(shares[0]).toBeCloseTo(0.9, 12);
  for (let i = 1; i < shares.length; i++) expect(shares[i]).toBeLessThan(shares[i - 1]);
  expect(shares[999]).toBeGreaterThan(0.1);
  expect(shares[999]).toBeLessThan(0.1 + 0.8 * 0.011);
  expect([share(1000), share(50_000)]).toEqual([0.1, 0.1]);
});

test("halfway, a line has half of the way before it, an exponential a tenth, an inverse sigmoid half", () => {
  const halfway = curves.map((curve) => scheduledSampling({ curve, steps: 2000 })(1000));
  expect(halfway[0]).toBe(0.5);
  expect(halfway[1]).toBeCloseTo(0.1, 12);
  expect(halfway[2]).toBeCloseTo(0.5, 2);
});

test("the inverse sigmoid is Bengio's, k / (k + exp(i / k)), but for the beginning at 1", () => {
  const [k, steps] = [100, 2 * 100 * Math.log(100)];
  const share = scheduledSampling({ curve: "inverseSigmoid", steps: Math.round(steps) });
  for (const i of [0, 100, 460, 700]) expect(share(i) / ((k + 1) / (k + Math.exp(i / k)))).toBeCloseTo(1, 2);
});

test("options that cannot be used are refused", () => {
  expect(() => scheduledSampling({ curve: "cosine" as never, steps: 5 })).toThrow(
    'scheduledSampling: curve must be one of "linear", "exponential", "inverseSigmoid", but it is "cosine".',
  );
  expect(() => scheduledSampling({ curve: "linear", steps: 5, start: 2 })).toThrow("start");
});
