import { parseHTML } from "linkedom";
import { textWidth } from "recurra/drawing";
import { expect, test } from "vitest";
import { labelWidth } from "../blocks/subscript.ts";
import type { DrawingBlock } from "../data/document.ts";
import { drawingBlock } from "./drawing-block.ts";
import { detailSize, drawingLayout, labelSize } from "./drawing-layout.ts";

const steps = [1, 2, 3];
const block: DrawingBlock = {
  kind: "drawing",
  title: "Unrolled",
  description: "three steps",
  nodes: [
    ...steps.map((t) => ({
      id: `x${t}`,
      label: `x_${t}`,
      detail: "[B, 8] <b>",
      column: t,
      row: 0,
      role: "input" as const,
    })),
    ...steps.map((t) => ({ id: `h${t}`, label: `h_{${t}}`, column: t, row: 1, role: "cell" as const })),
    {
      id: "h0",
      label: "zeros",
      detail: "the first state, which nobody has seen before the sequence",
      column: 0,
      row: 1,
      role: "absent",
    },
  ],
  arrows: [
    ...steps.flatMap((t) => [
      { from: `x${t}`, to: `h${t}` },
      { from: `h${t - 1}`, to: `h${t}`, dashed: t === 1 },
    ]),
  ],
};

function drawn(of: DrawingBlock): Document {
  return parseHTML(`<body>${drawingBlock(of).text}</body>`).document as unknown as Document;
}

test("each node is a box with its label and detail, each arrow a line with a head", () => {
  const document = drawn(block);
  expect(document.querySelectorAll("g.node rect")).toHaveLength(7);
  expect(document.querySelectorAll("g.node.absent rect")).toHaveLength(1);
  expect(document.querySelectorAll("path.arrow")).toHaveLength(6);
  expect(document.querySelectorAll("path.tip")).toHaveLength(6);
  expect(document.querySelectorAll("path.arrow[stroke-dasharray]")).toHaveLength(1);
  expect(Array.from(document.querySelectorAll("tspan.sub"), (sub) => sub.textContent)).toEqual([
    "1",
    "2",
    "3",
    "1",
    "2",
    "3",
  ]);
  expect(document.querySelector("text.detail")?.textContent).toBe("[B, 8] <b>");
});

test("rows count upwards: inputs lie at the bottom", () => {
  const { nodes } = drawingLayout(block);
  const top = (id: string): number => nodes.find(({ node }) => node.id === id)?.box.top ?? Number.NaN;
  expect(top("x1")).toBeGreaterThan(top("h1"));
});

test("text lies inside its box, in several lines where it is long, and boxes do not meet", () => {
  const { nodes } = drawingLayout(block);
  for (const { box, label, detail } of nodes) {
    const widest = Math.max(
      ...label.map((line) => labelWidth(line, labelSize)),
      ...detail.map((line) => textWidth(line, detailSize)),
    );
    expect(widest).toBeLessThan(box.right - box.left);
    expect(18 * label.length + 15 * detail.length).toBeLessThan(box.bottom - box.top);
  }
  expect(nodes[6].detail.length).toBeGreaterThan(1);
  for (const a of nodes) {
    for (const b of nodes) {
      if (a === b) continue;
      const apart =
        a.box.right < b.box.left || b.box.right < a.box.left || a.box.bottom < b.box.top || b.box.bottom < a.box.top;
      expect(apart).toBe(true);
    }
  }
});

test("a place between two columns lies between them", () => {
  const nodes = [0, 0.5, 1].map((column, at) => ({ id: `n${at}`, label: "n", column, row: at, role: "cell" as const }));
  const [a, between, b] = drawingLayout({ ...block, nodes, arrows: [] }).nodes.map(
    ({ box }) => (box.left + box.right) / 2,
  );
  expect(between).toBeCloseTo((a + b) / 2);
});

test("it is drawn once, in a region that scrolls, and says what it shows", () => {
  const document = drawn(block);
  expect(document.querySelectorAll("svg.drawing")).toHaveLength(1);
  expect(document.querySelector(".scroll")?.getAttribute("role")).toBe("region");
  expect(document.querySelector("svg[role=img]")?.getAttribute("aria-label")).toBe("Unrolled. three steps");
});

test("no nodes, arrows to nowhere, two nodes of one id or place, and places off the grid are refused", () => {
  const [node] = block.nodes;
  expect(() => drawingBlock({ ...block, arrows: [{ from: "x1", to: "y1" }] })).toThrow(
    'documentPage: the drawing block "Unrolled": an arrow from "x1" to "y1" needs a node "y1", which is not there.',
  );
  expect(() => drawingBlock({ ...block, nodes: [...block.nodes, { ...node, column: 9 }] })).toThrow(
    'two nodes have the id "x1".',
  );
  expect(() => drawingBlock({ ...block, nodes: [...block.nodes, { ...node, id: "z" }] })).toThrow(
    'the nodes "x1" and "z" both lie at column 1, row 0.',
  );
  expect(() => drawingBlock({ ...block, nodes: [{ ...node, row: -1 }] })).toThrow(
    'node "x1" lies at column 1, row -1; both begin at 0.',
  );
  expect(() => drawingBlock({ ...block, arrows: [], nodes: [{ ...node, column: 1e9 }] })).toThrow(
    'node "x1" lies at column 1000000000, row 0; both end at 999.',
  );
  expect(() => drawingBlock({ ...block, arrows: [], nodes: [] })).toThrow(
    'documentPage: the drawing block "Unrolled": there are no nodes.',
  );
});
