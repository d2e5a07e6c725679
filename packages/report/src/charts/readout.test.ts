import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { type Readings, readout, spanOf } from "./readout.ts";

const wide = { width: 200, height: 100, margins: [10, 20, 30, 40] } as const;
const narrow = { width: 100, height: 80, margins: [10, 10, 20, 30] } as const;

function drawn(readings: Partial<Readings>): { read: HTMLElement; labels: HTMLElement[] } {
  const all: Readings = {
    id: "load",
    domain: [0, 4],
    values: [{ label: "actual", color: "--ink" }],
    points: [0, 1, 2, 3, 4].map((x) => ({ x, label: `row ${x}`, texts: [String(10 * x)] })),
    ...readings,
  };
  const { document } = parseHTML(`<body>${readout(all, wide, narrow).text}</body>`);
  const read = document.querySelector(".read") as unknown as HTMLElement;
  return { read, labels: Array.from(read.querySelectorAll("label")) };
}

test("each point has a column that says where it is and what its values are", () => {
  const { labels } = drawn({});
  expect(labels.map((label) => label.textContent)).toEqual(["row 00", "row 110", "row 220", "row 330", "row 440"]);
  expect(labels[2].querySelector("i")?.textContent).toBe("20");
});

test("columns of one chart are one group of radio buttons, so that the arrow keys go from point to point", () => {
  const inputs = Array.from(drawn({}).read.querySelectorAll("input"));
  expect(inputs.map((input) => [input.getAttribute("type"), input.getAttribute("name")])).toEqual(
    Array.from({ length: 5 }, () => ["radio", "load"]),
  );
});

test("a column reaches half way to the points beside its own, whatever the distance", () => {
  const points = [0, 1, 2, 5, 6].map((x) => ({ x, label: "", texts: [] }));
  const { labels } = drawn({ domain: [0, 6], points });
  const columns = labels.map((label) => label.getAttribute("style"));
  // Widths 0.5, 1, 2, 2, 0.5; the usual one is not said, and neither is a point in the middle.
  expect(columns).toEqual(["flex:0.5;--p:0%", null, "flex:2;--p:25%", "flex:2;--p:75%", "flex:0.5;--p:100%"]);
});

test("values stand on the side that has room", () => {
  const groups = Array.from(drawn({}).read.children);
  expect(groups.map((group) => [group.className, group.children.length])).toEqual([
    ["", 3],
    ["right", 2],
  ]);
});

test("columns of points that only the wide drawing has are set apart", () => {
  const groups = Array.from(drawn({ narrowFrom: 1 }).read.children);
  expect(groups.map((group) => [group.className, group.children.length])).toEqual([
    ["early", 1],
    ["", 2],
    ["right", 2],
  ]);
  const readings = { id: "", values: [], domain: [0, 4], points: [{ x: 0 }, { x: 3 }], narrowFrom: 1 };
  expect(spanOf(readings as never, "wide")).toEqual([0, 4]);
  expect(spanOf(readings as never, "narrow")).toEqual([3, 4]);
});

test("names and units are strings of the style sheet, from which nothing breaks out", () => {
  const style = drawn({ values: [{ label: `"};x{}</style>`, color: "--ink" }], unit: 'M"W' }).read.getAttribute(
    "style",
  );
  expect(style).toContain('--n1:"\\22 \\7d \\3b x\\7b \\7d \\3c \\2f style\\3e ";--c1:var(--ink);--unit:" M\\22 W"');
  expect(style).toContain("--wide:200/100;--wide-frame:5% 10% 15% 20%;--narrow:100/80");
});
