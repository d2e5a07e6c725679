import { expect, test } from "vitest";
import { labelWidth, subscripted } from "./subscript.ts";

/** The label with its subscripts in brackets. */
function runs(label: string): string {
  return subscripted(label, 14)
    .text.replace(/<tspan class="sub"[^>]*>([^<]*)<\/tspan>/g, "[$1]")
    .replace(/<[^>]*>/g, "");
}

test("what follows _ is set below the line: one word, or all that is in braces", () => {
  expect(runs("h_1")).toBe("h[1]");
  expect(runs("x_{t-1}")).toBe("x[t−1]");
  expect(runs("→h_12 and c_T")).toBe("→h[12] and c[T]");
  expect(runs("(h_3, c_3)")).toBe("(h[3], c[3])");
});

test("the line goes on at its old height after a subscript", () => {
  const { text } = subscripted("h_1 + x", 14);
  expect(text).toBe('h<tspan class="sub" dy="3.9" font-size="10.5">1</tspan><tspan dy="-3.9"> + x</tspan>');
});

test("an underscore inside a word is an underscore", () => {
  for (const word of ["hidden_size", "weight_ih_l0", "__", "a _ b"]) expect(runs(word)).toBe(word);
});

test("a subscript takes less room than its letters on the line, and is escaped", () => {
  expect(labelWidth("h_{t-1}", 14)).toBeLessThan(labelWidth("ht-1", 14));
  expect(runs("h_{<b>}")).toBe("h[&lt;b&gt;]");
});
