import { expect, test } from "vitest";
import { tex } from "./tex.ts";

test("TeX becomes MathML that needs no script, no style sheet and no font of its own", () => {
  const math = tex("h_t = (1-z_t)\\odot n_t + \\tilde{h}_{t-1} \\frac{\\partial L}{\\partial h}", true).text;
  expect(math).toMatch(/^<math display="block".*<\/math>$/);
  expect(math).toContain("<mo>⊙</mo>");
  expect(math).toContain("<mfrac>");
  expect(/<script|<style|<img|href|src=|url\(|http/.exec(math)).toBeNull();
});

test("TeX that cannot be set throws, with the reason", () => {
  expect(() => tex("a \\foo b", true)).toThrow(
    new Error('the TeX "a \\foo b" cannot be set: Unsupported function name: \\foo'),
  );
});

test("TeX cannot bring links, classes or styles", () => {
  for (const source of [
    "\\href{javascript:alert(1)}{x}",
    "\\class{a}{x}",
    "\\style{color:red}{x}",
    "\\includegraphics{x}",
    "\\ref{x}",
  ]) {
    expect(() => tex(source, false)).toThrow("cannot be set");
  }
  expect(tex("\\text{<script>}", false).text).toContain("&lt;script&gt;");
});

test("TeX takes no more room than an equation needs", () => {
  expect(tex("a\\quad b", false).text).toContain('width="1em"');
  for (const source of ["\\rule{10000em}{10000em}", "\\hspace{99999px}"]) {
    const sizes = [...tex(source, false).text.matchAll(/="([\d.]+)(?:em|pt|px)"/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(250);
  }
});
