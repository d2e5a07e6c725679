import { expect, test } from "vitest";
import { plainFormula } from "./formula.ts";

test("indices, fractions and roots become one line of plain signs", () => {
  expect(plainFormula("h_{t-1}")).toBe("h_(t-1)");
  expect(plainFormula("W_{hh}^{2} x_t")).toBe("W_hh^2 x_t");
  expect(plainFormula("\\frac{\\partial L}{\\partial h_{t-1}}")).toBe("∂ L/(∂ h_(t-1))");
  expect(plainFormula("\\sqrt{x}")).toBe("√(x)");
});

test("names of symbols become the symbols, and names of functions stay", () => {
  expect(plainFormula("z_t \\odot \\tanh(\\sigma)")).toBe("z_t ⊙ tanh(σ)");
  expect(plainFormula("\\lVert g \\rVert \\le 10^{-3}")).toBe("‖ g ‖ ≤ 10^(-3)");
  expect(plainFormula("\\left(\\text{loss}\\right)")).toBe("(loss)");
});
