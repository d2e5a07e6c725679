import { expect, test } from "vitest";
import { inline } from "./inline.ts";

test("code, strong words and TeX in dollar signs are set as such, also inside strong words", () => {
  expect(inline("a `b < c` **d `e`** f").text).toBe("a <code>b &lt; c</code> <strong>d <code>e</code></strong> f");
  expect(inline("state $h_{t-1}$.").text).toMatch(/^state <math><msub><mi>h<\/mi>.*<\/math>\.$/);
});

test("amounts of money are not mathematics", () => {
  for (const text of ["from $18.29 to $41.37", "$5–$6", "US$", "5 $ and 6 $"]) expect(inline(text).text).toBe(text);
});

test("what is no mark, and TeX that cannot be read, stays as it is written", () => {
  expect(inline("2 * 3 ** 4 ` $\\nothing$").text).toBe("2 * 3 ** 4 ` $\\nothing$");
});

test("everything is escaped, inside and outside of marks", () => {
  const text = inline(`<i> **<b>** \`<u>\` $<script>x</script>$ "'&`).text;
  expect(/<(i|b|u|script)>/.exec(text)).toBeNull();
  expect(text).toContain("&lt;i&gt; <strong>&lt;b&gt;</strong> <code>&lt;u&gt;</code>");
  expect(text).toMatch(/&quot;&#39;&amp;$/);
});
