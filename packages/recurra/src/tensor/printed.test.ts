import { inspect } from "node:util";
import { expect, test } from "vitest";
import { noGrad, Parameter, tensor } from "./index.ts";

test("a tensor prints its numbers, and whether it takes a gradient; a released one its shape", () => {
  expect(String(tensor([1, 2, 3, 4], [2, 2]))).toBe("tensor([[1, 2],\n        [3, 4]])");
  expect(inspect(tensor(0.5))).toBe("tensor(0.5000)");
  expect(String(tensor([1, 2], [2], { requiresGrad: true }))).toBe("tensor([1, 2], requiresGrad)");
  expect(String(new Parameter([1, 2], [2]))).toBe("tensor([1, 2], requiresGrad)");
  let kept = tensor([1, 2]).add(1);
  expect(String(kept)).toBe("tensor([2, 3])");
  noGrad(() => {
    kept = tensor([1, 2]).mul(2);
  });
  expect(String(kept)).toBe("tensor [2], released");
});
