import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { PassagesBlock } from "../data/document.ts";
import { passagesBlock } from "./passages-block.ts";

const block: PassagesBlock = {
  kind: "passages",
  title: "A unit on the text",
  description: "It turns at the quotation mark",
  passages: [{ label: "unit 7", pieces: Array.from("a <b>\n`c"), values: [-1, -1, -1, -1, -1, 0, 1, null] }],
  colors: "diverging",
  domain: [-1, 1],
  legend: "state",
};

function drawn(of: PassagesBlock): Document {
  return parseHTML(`<body>${passagesBlock(of).text}</body>`).document as unknown as Document;
}

test("pieces have the colours of their values, neighbours of one colour are one, and the text stays as it is", () => {
  const page = drawn(block);
  const parts = Array.from(page.querySelectorAll(".passage i"), (part) => [
    part.textContent,
    part.getAttribute("style"),
    part.getAttribute("class") || null,
  ]);
  expect(parts).toEqual([
    ["a <b>", "background:var(--div-0)", "far"],
    ["\n", "background:var(--div-16)", null],
    ["`", "background:var(--div-32)", "far"],
    ["c", "color:var(--ink)", null],
  ]);
  expect(page.querySelector(".panel")?.textContent).toBe("unit 7");
  expect(page.querySelector(".key")?.textContent).toContain("state");
});

test("numbers stand below the pieces where they are asked for", () => {
  const passages = [{ label: "right", pieces: ["not", "good"], values: [40, 7.5], showValues: true }];
  const page = drawn({ ...block, passages, colors: "sequential", domain: [0, 100] });
  expect(Array.from(page.querySelectorAll(".told"), (part) => part.textContent)).toEqual(["not40.0", "good7.5"]);
});

test("values that do not match their pieces, and a domain that does not go up, are refused by the block's title", () => {
  const passages = [{ label: "unit 7", pieces: ["a"], values: [] }];
  expect(() => passagesBlock({ ...block, passages })).toThrow(
    'the passages block "A unit on the text": "unit 7" has 1 piece, but 0 values.',
  );
  expect(() => passagesBlock({ ...block, domain: [1, 1] })).toThrow("the domain must go up and be finite");
});
