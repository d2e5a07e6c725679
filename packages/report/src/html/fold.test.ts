import { parseHTML } from "linkedom";
import { html } from "recurra/drawing";
import { expect, test } from "vitest";
import { folded, foldedAt } from "./fold.ts";

function rows(count: number) {
  return Array.from({ length: count }, (_, row) => html`<tr><td>${row + 1}</td></tr>`);
}

function drawn({ bodies, more }: ReturnType<typeof folded>): Document {
  const page = `<body><div class="scroll"><table>${bodies.text}</table></div>${more.text}</body>`;
  return parseHTML(page).document as unknown as Document;
}

test("twelve rows are a table as it is", () => {
  const page = drawn(folded(rows(12)));
  expect(page.querySelectorAll("tbody:not(.rest) tr")).toHaveLength(12);
  expect(page.querySelector("details, .rest")).toBeNull();
});

test("of more rows twelve are seen, and the others unfold beneath them in the same table", () => {
  const page = drawn(folded(rows(30)));
  expect(page.querySelectorAll("tbody:not(.rest) tr")).toHaveLength(12);
  expect(page.querySelectorAll("tbody.rest tr")).toHaveLength(18);
  expect(page.querySelector(".scroll + details.more summary")?.textContent).toContain("Show all 30 rows");
});

test("what is folded may be said in other words, and nothing is folded where there is nothing", () => {
  expect(drawn(foldedAt(rows(2), rows(3), "Show 3 others")).querySelector("summary")?.textContent).toContain(
    "3 others",
  );
  expect(drawn(foldedAt(rows(2), [], "Show 0 others")).querySelector("details")).toBeNull();
});
