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

test("TeX that could become any amount of text is refused before it is set: long formulas, and definitions", () => {
  expect(() => tex("x".repeat(2001), true)).toThrow(
    /^the TeX "x{200}\.\.\." cannot be set: it has 2,001 signs, and 2,000 may be set$/,
  );
  expect(tex("x".repeat(2000), true).text).toContain("<math");
  const doubling = "\\def\\a{xxxxxxxxxx}\\def\\b{\\a\\a\\a\\a}\\def\\c{\\b\\b\\b\\b}\\c\\c";
  expect(() => tex(doubling, true)).toThrow(/cannot be set: \\def is not known here$/);
  for (const name of [
    "newcommand",
    "renewcommand",
    "providecommand",
    "gdef",
    "edef",
    "xdef",
    "let",
    "futurelet",
    "global",
  ])
    expect(() => tex(`\\${name}\\a{x}`, false)).toThrow(`\\${name} is not known here`);
  expect(tex("\\left( \\delta \\right)", false).text).toContain("<math");
});
