import { expect, test } from "vitest";
import { codeBlock, equationsBlock, factsBlock, noteBlock, programBlock, textBlock } from "./text-blocks.ts";

test("an empty line begins another paragraph; a note is in small print", () => {
  expect(textBlock({ kind: "text", text: "one\ntwo\n\n**three**\n" }).text).toBe(
    "<p>one\ntwo</p>\n<p><strong>three</strong></p>\n",
  );
  expect(noteBlock({ kind: "note", text: "small" }).text).toBe('<p class="note">small</p>\n');
});

test("facts stand in columns, and long ones on lines of their own", () => {
  expect(factsBlock({ kind: "facts", items: [["seed", "7"]] }).text).toBe(
    '<dl class="short"><div><dt>seed</dt><dd>7</dd></div></dl>\n',
  );
  expect(factsBlock({ kind: "facts", items: [["file", `<${"x".repeat(40)}>`]] }).text).toMatch(
    /^<dl class="long">.*&lt;x+&gt;/,
  );
});

test("code keeps its columns, and its marks stay text", () => {
  expect(codeBlock({ kind: "code", text: "x  [B, T]\n<y> `a`\n" }).text).toBe(
    '<pre class="scroll" tabindex="0"><code>x  [B, T]\n&lt;y&gt; `a`</code></pre>\n',
  );
});

test("each equation is set in display style, with what it says in words below", () => {
  const { text } = equationsBlock({
    kind: "equations",
    lines: [{ tex: "y = x", says: "the *same* $x$" }, { tex: "z" }],
  });
  expect(text.match(/<math display="block"/g)).toHaveLength(2);
  expect(text.match(/<p>/g)).toHaveLength(1);
  expect(text).toMatch(/<p>the \*same\* <math>/);
});

test("an equation that cannot be set is an error, not a page with a hole", () => {
  expect(() => equationsBlock({ kind: "equations", lines: [{ tex: "\\frac{1" }] })).toThrow(
    'documentPage: one of the equations blocks: the TeX "\\frac{1" cannot be set:',
  );
});

test("a program folds out under its name, escaped, with its comments set back", () => {
  const text = "// <b>What</b> it does.\nconst a = 1 < 2; // here\n\n";
  expect(
    programBlock({ kind: "program", name: "a.js", text }).text,
  ).toBe(`<details class="program"><summary>a.js, 2 lines</summary>
<pre class="scroll" tabindex="0"><code><span class="remark">// &lt;b&gt;What&lt;/b&gt; it does.</span>
const a = 1 &lt; 2; // here</code></pre>
</details>
`);
});
