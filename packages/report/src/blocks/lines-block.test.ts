import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { Line, LinesBlock } from "../data/document.ts";
import { linesBlock } from "./lines-block.ts";

const steps = Array.from({ length: 50 }, (_, i) => i);
const truth: Line = { label: "actual <b>", role: "truth", x: steps, y: steps.map((i) => i * i) };
const model: Line = { label: "GRU", role: "model", x: steps, y: steps.map((i) => i * i + 3), mark: "both" };
const naive: Line = { label: "yesterday", role: "naive", x: steps, y: steps.map((i) => (i % 10 === 0 ? null : i)) };
const block: LinesBlock = {
  kind: "lines",
  title: "Values ($)",
  description: "they rise",
  x: { label: "step" },
  y: { label: "value ($)" },
  lines: [truth, model, naive],
};

function drawn(of: LinesBlock): Document {
  return parseHTML(`<body>${linesBlock(of).text}</body>`).document as unknown as Document;
}

function paths(document: Document, kind: string, size = "wide"): string[] {
  return Array.from(document.querySelectorAll(`.${size} path.${kind}`), (path) => path.getAttribute("d") ?? "");
}

function texts(document: Document, selector: string): string[] {
  return Array.from(document.querySelectorAll(selector), (text) => text.textContent?.trim() ?? "");
}

test("each line has one path in each size and one entry in the legend, with its colour and its dash", () => {
  const document = drawn(block);
  for (const size of ["wide", "narrow"]) expect(paths(document, "line", size)).toHaveLength(3);
  expect(texts(document, ".legend li")).toEqual(["actual <b>", "GRU", "yesterday"]);
  const swatches = Array.from(document.querySelectorAll(".legend line"));
  expect(swatches.map((line) => line.getAttribute("stroke"))).toEqual(["var(--ink)", "var(--model)", "var(--naive)"]);
  expect(swatches.map((line) => line.getAttribute("stroke-dasharray"))).toEqual(["none", "none", "6 3"]);
  const strokes = Array.from(document.querySelectorAll(".wide path.line"), (path) => path.getAttribute("stroke"));
  expect(strokes).toEqual(["var(--ink)", "var(--naive)", "var(--model)"]);
});

test("null leaves a gap, a value between two gaps is a dot, and dots are drawn where asked for", () => {
  const document = drawn({ ...block, lines: [naive] });
  expect(paths(document, "line")[0].match(/M/g)).toHaveLength(5);
  const lonely = drawn({ ...block, lines: [{ ...naive, x: [1, 2, 3], y: [null, 7, null] }] });
  expect([paths(lonely, "line"), paths(lonely, "dots")].map((found) => found.length)).toEqual([0, 1]);
  const dots = drawn({
    ...block,
    lines: [
      { ...model, mark: "dots" },
      { ...model, label: "joined" },
    ],
  });
  expect(paths(dots, "line")).toHaveLength(1);
  expect(paths(dots, "dots").map((path) => path.match(/M/g)?.length)).toEqual([50, 50]);
});

test("a line of 100,000 points keeps less than 1,500 of them, the highest and the lowest among them", () => {
  const y = Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 50));
  y[77_777] = 9;
  const [path] = paths(drawn({ ...block, lines: [{ ...truth, x: y.map((_, i) => i), y }] }), "line");
  const heights = path
    .slice(1)
    .split("L")
    .map((point) => Number(point.split(" ")[1]));
  expect(heights.length).toBeLessThan(1500);
  expect(heights.length).toBeGreaterThan(1000);
  expect(heights.filter((height) => height < 100)).toHaveLength(1);
});

test("shades are bands in the legend, one for each label, and end at the frame", () => {
  const shades = [
    { label: "training", to: 20 },
    { label: "test", from: 40 },
    { label: "training", from: 25, to: 30 },
  ];
  const document = drawn({ ...block, shades });
  expect(texts(document, ".legend li").slice(3)).toEqual(["training", "test"]);
  const bands = Array.from(document.querySelectorAll(".wide rect.shade"));
  expect(bands.map((band) => band.getAttribute("fill"))).toEqual([
    "var(--trained)",
    "var(--validated)",
    "var(--trained)",
  ]);
  expect(bands[0].getAttribute("x")).toBe("56");
  expect(Number(bands[1].getAttribute("x")) + Number(bands[1].getAttribute("width"))).toBeCloseTo(764, 0);
});

test("rules are named: upright ones above the frame, level ones where no line passes", () => {
  const rules = [
    { label: "best epoch", x: 20 },
    { label: "chance", y: 1500 },
  ];
  const document = drawn({ ...block, rules });
  expect(document.querySelectorAll(".wide line.rule")).toHaveLength(2);
  expect(texts(document, ".wide text")).toContain("best epoch");
  expect(texts(document, ".wide text.name")).toEqual(["chance"]);
});

test("a level rule whose name finds no free place is named in the note", () => {
  const noise = steps.flatMap((i) => [i, i + 0.5]);
  const full: Line = { label: "noise", role: "input", x: noise, y: noise.map((_, at) => (at % 2 === 0 ? -10 : 10)) };
  const document = drawn({ ...block, lines: [full], rules: [{ label: "mean", y: 0 }] });
  expect(texts(document, ".note")).toEqual(["Dotted line: mean.", "Dotted line: mean."]);
  expect(document.querySelectorAll("text.name")).toHaveLength(0);
});

test("what a logarithmic axis leaves out is said", () => {
  const document = drawn({ ...block, y: { label: "norm", scale: "log" }, lines: [{ ...truth, y: steps }] });
  expect(texts(document, ".wide .note")).toEqual(["1 value of 0 or below has no place on a logarithmic axis: a gap."]);
});

test("on a square chart a unit is as long on both axes", () => {
  const corner: Line = { label: "path", role: "1", x: [0, 3, 3], y: [0, 0, 2] };
  const square = {
    ...block,
    square: true,
    lines: [corner],
    x: { label: "x", domain: [0, 3] as const },
    y: { label: "y", domain: [0, 2] as const },
  };
  for (const size of ["wide", "narrow"]) {
    const points = paths(drawn(square), "line", size)[0]
      .slice(1)
      .split("L")
      .map((point) => point.split(" ").map(Number));
    const [across, up] = [points[1][0] - points[0][0], points[1][1] - points[2][1]];
    expect(across / 3 / (up / 2)).toBeCloseTo(1, 1);
  }
});

test("what lies beyond a domain of one's own is cut off at the frame", () => {
  const document = drawn({ ...block, y: { label: "value", domain: [0, 100] } });
  expect(document.querySelector(".wide svg svg")?.getAttribute("overflow")).toBe("hidden");
  expect(drawn(block).querySelector(".wide svg svg")).toBeNull();
});

test("time axes take dates, also for shades and rules", () => {
  const days = ["2024-01-01", "2024-02-01", "2024-03-01"];
  const document = drawn({
    ...block,
    x: { label: "day", scale: "time" },
    lines: [{ ...truth, x: days, y: [1, 2, 3] }],
    shades: [{ label: "test", from: "2024-02-01" }],
    rules: [{ label: "leap day", x: "2024-02-29" }],
  });
  expect(texts(document, ".wide text")).toContain("leap day");
  expect(document.body.innerHTML).not.toContain("NaN");
});

test("names are escaped, and the description is there for those who do not see the chart", () => {
  const { text } = linesBlock(block);
  expect(text).not.toContain("<b>");
  expect(text).toContain('role="img" aria-label="Values ($). they rise"');
});

test("a rule that is no number is refused", () => {
  expect(() => linesBlock({ ...block, rules: [{ label: "best", y: Number.NaN }] })).toThrow(
    'documentPage: the lines block "Values ($)": NaN on the axis "value ($)" is not a finite number',
  );
});

test("gaps of less than a pixel are not drawn, so that thousands of them do not fill the page", () => {
  const many = Array.from({ length: 60_000 }, (_, i) => i);
  const lines: Line[] = [{ label: "GRU", role: "model", x: many, y: many.map((i) => (i % 2 ? null : i % 7)) }];
  const document = drawn({ ...block, lines });
  const [path] = paths(document, "line");
  expect(path.split("M")).toHaveLength(2);
  expect(path.split("L").length).toBeLessThan(1500);
  expect(paths(document, "dots")).toEqual([]);
  // A gap of more than a pixel stays one, also in a path that does not go from left to right.
  const [parted] = paths(drawn({ ...block, lines: [{ ...truth, x: [1, 2, 2, 2, 1], y: [1, 1, null, 9, 9] }] }), "line");
  expect(parted.split("M")).toHaveLength(3);
});
