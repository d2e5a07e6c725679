import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { CircuitBlock } from "../data/document.ts";
import { circuitLayout } from "../document-page.ts";
import { circuitBlock } from "./circuit-block.ts";

const block: CircuitBlock = {
  kind: "circuit",
  title: "A cell",
  description: "one gate",
  frame: { from: [0, 0], to: [6, 4] },
  parts: [
    { shape: "layer", label: "σ", at: [2, 1] },
    { shape: "point", label: "×", at: [2, 3] },
    { shape: "name", label: "h_{t-1}", at: [-1, 3] },
  ],
  wires: [
    {
      through: [
        [-0.5, 3],
        [2, 3],
      ],
      role: "memory",
    },
    {
      through: [
        [2, 1],
        [2, 3],
      ],
    },
    {
      through: [
        [0.5, 0.5],
        [3, 0.5],
      ],
      joins: true,
    },
    {
      through: [
        [1, 3],
        [1, -1],
      ],
      joint: true,
    },
  ],
};

function drawn(of: CircuitBlock): Document {
  return parseHTML(`<body>${circuitBlock(of).text}</body>`).document as unknown as Document;
}

/** The numbers of a path. */
const numbers = (path: Element | null): number[] =>
  (path?.getAttribute("d") ?? "").match(/-?[\d.]+/g)?.map(Number) ?? [];

test("layers are boxes, pointwise operations circles, names letters with their subscripts", () => {
  const document = drawn(block);
  expect(document.querySelectorAll("g.layer rect")).toHaveLength(1);
  expect(document.querySelectorAll("g.point ellipse")).toHaveLength(1);
  expect(document.querySelector("g.name tspan.sub")?.textContent).toBe("t−1");
  expect(document.querySelectorAll("rect.frame")).toHaveLength(1);
});

test("a wire ends at the border of the part that it leads to, with a head; one that joins another has a dot in its place", () => {
  const document = drawn(block);
  expect(document.querySelectorAll("path.wire")).toHaveLength(4);
  expect(document.querySelectorAll("path.wire.memory")).toHaveLength(1);
  expect(document.querySelectorAll("path.head")).toHaveLength(3);
  expect(document.querySelectorAll("circle.head")).toHaveLength(2);
  const circle = document.querySelector("g.point ellipse");
  const [tipX] = numbers(document.querySelector("path.head.memory"));
  expect(tipX).toBeCloseTo(Number(circle?.getAttribute("cx")) - Number(circle?.getAttribute("rx")), 1);
});

test("a wire passes over those before it that it crosses, not over one that it begins at", () => {
  const [bridge, ...others] = Array.from(drawn(block).querySelectorAll("path.halo"));
  expect(others).toHaveLength(0);
  const [x0, y0, x1, y1] = numbers(bridge);
  expect([x0, x1]).toEqual([46, 46]);
  expect((y0 + y1) / 2).toBeCloseTo(-23);
});

test("y counts upwards, and the picture says what it shows in a region that scrolls", () => {
  const document = drawn(block);
  const y = (of: string) =>
    Number(document.querySelector(of)?.getAttribute("y") ?? document.querySelector(of)?.getAttribute("cy"));
  expect(y("g.point ellipse")).toBeLessThan(y("g.layer rect"));
  expect(document.querySelector("svg[role=img]")?.getAttribute("aria-label")).toBe("A cell. one gate");
  expect(document.querySelector(".scroll")?.getAttribute("role")).toBe("region");
});

test("nothing to draw and wires of one point are refused", () => {
  expect(() => circuitBlock({ ...block, parts: [] })).toThrow(
    'documentPage: the circuit block "A cell": there are no parts.',
  );
  expect(() =>
    circuitBlock({
      ...block,
      wires: [
        ...block.wires,
        {
          through: [
            [1, 1],
            [1, 1],
          ],
        },
      ],
    }),
  ).toThrow("wire 5 needs two points or more, each apart from the one before.");
  expect(() => circuitBlock({ ...block, wires: [{ through: [[1, 1]] }] })).toThrow("wire 1 needs two points or more");
});

test("what wires and parts carry changes nothing that is drawn, and stands in the layout with the place of its number", () => {
  const carrying: CircuitBlock = {
    ...block,
    parts: block.parts.map((part) => ({ ...part, carries: "f" })),
    wires: block.wires.map((wire) => ({ ...wire, carries: "f", reading: [1, 2] })),
  };
  expect(circuitBlock(carrying).text).toBe(circuitBlock(block).text);
  const { wires, parts } = circuitLayout(carrying);
  expect(wires[0]).toMatchObject({ wire: { carries: "f" }, reading: { x: 46, y: -92 } });
  expect(parts[1]).toMatchObject({ part: { carries: "f" }, center: { x: 92, y: -138 } });
  expect(() => circuitLayout({ kind: "text", text: "a" } as never)).toThrow("block must be a circuit block");
});
