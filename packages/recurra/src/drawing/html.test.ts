import { expect, test } from "vitest";
import { html, Markup } from "./html.ts";

test("inserted text is escaped, in content and in attributes", () => {
  const hostile = `"><script>alert('1')</script>&`;
  expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;</p>',
  );
});

test("markup is inserted as it is, lists are joined", () => {
  expect(html`<ul>${["a", "<b>"].map((item) => html`<li>${item}</li>`)}</ul>`.text).toBe(
    "<ul><li>a</li><li>&lt;b&gt;</li></ul>",
  );
  expect(html`${new Markup("<i>x</i>")}`.text).toBe("<i>x</i>");
});

test("null, undefined and false insert nothing, 0 inserts 0", () => {
  expect(html`a${null}b${undefined}c${false}d${0}`.text).toBe("abcd0");
});
