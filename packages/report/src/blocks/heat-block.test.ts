import { parseHTML } from "linkedom";
import { Generator } from "recurra/core";
import { expect, test } from "vitest";
import type { HeatBlock } from "../data/document.ts";
import { heatBlock } from "./heat-block.ts";

const columns = Array.from({ length: 100 }, (_, i) => i);
const block: HeatBlock = {
  kind: "heat",
  title: "Gates",
  description: "they open",
  x: { label: "step" },
  columns,
  above: { label: "input", lines: [{ label: "noisy", role: "input", x: columns, y: columns.map((i) => i % 7) }] },
  grids: [{ title: "update gate", rowsLabel: "unit", rows: [columns.map((i) => i / 99), columns.map(() => 0)] }],
  colors: "sequential",
  domain: [0, 1],
  legend: "gate (0 shut, 1 open)",
};

const confusion: HeatBlock = {
  ...block,
  above: undefined,
  x: { label: "predicted" },
  columns: [0, 1],
  columnNames: ["down", "up"],
  grids: [
    {
      title: "days",
      rowsLabel: "actual",
      rowNames: ["fell <b>", "rose"],
      rows: [
        [40, 73],
        [0, 1102],
      ],
      showValues: true,
    },
  ],
  domain: [0, 1102],
};

function drawn(of: HeatBlock): Document {
  return parseHTML(`<body>${heatBlock(of).text}</body>`).document as unknown as Document;
}

function texts(document: Document, selector: string): (string | null)[] {
  return Array.from(document.querySelectorAll(selector), (text) => text.textContent);
}

test("cells of one colour are one path, and neighbours among them one stroke", () => {
  const cells = Array.from(drawn(block).querySelectorAll(".wide .cells path"));
  expect(cells).toHaveLength(32);
  const first = cells.find((cell) => cell.getAttribute("stroke") === "var(--seq-0)");
  // Four columns of the ramp, then from their end back to the start of the row of zeros.
  expect(first?.getAttribute("d")).toBe("m0 0h4m-4 1h100");
});

test("six grids of 30 x 100 different values stay well under a megabyte", () => {
  const random = new Generator(1).stream("heat");
  const rows = Array.from({ length: 30 }, (_, r) => columns.map((c) => random.uniform(100 * r + c)));
  const grids = Array.from({ length: 6 }, (_, k) => ({ title: `gate ${k}`, rowsLabel: "unit", rows }));
  const { text } = heatBlock({ ...block, grids });
  expect(text.length).toBeLessThan(500_000);
  expect(text.match(/class="cells"/g)).toHaveLength(12);
});

test("the grids lie exactly under the sequence", () => {
  const document = drawn(block);
  for (const size of ["wide", "narrow"]) {
    const [, left, cell] =
      /translate\(([\d.]+),[\d.]+\) scale\(([\d.]+),/.exec(
        document.querySelector(`.${size} .cells`)?.getAttribute("transform") ?? "",
      ) ?? [];
    const line = document.querySelector(`.${size} path.line`)?.getAttribute("d") ?? "";
    const xs = line
      .slice(1)
      .split("L")
      .map((point) => Number(point.split(" ")[0]));
    // A value stands over the middle of its column.
    expect(xs[0]).toBeCloseTo(Number(left) + Number(cell) / 2, 1);
    expect(xs[xs.length - 1]).toBeCloseTo(Number(left) + 99.5 * Number(cell), 1);
    const widths = Array.from(document.querySelectorAll(`.${size} svg.plot`), (svg) => svg.getAttribute("width"));
    expect(new Set(widths).size).toBe(1);
  }
});

test("the key shows all colours with the ends of the domain, and says where values go beyond", () => {
  const document = drawn({ ...block, colors: "diverging", domain: [-1, 0.5] });
  expect(document.querySelectorAll(".key rect")).toHaveLength(33);
  expect(document.querySelector(".key")?.textContent?.replace(/\s+/g, " ").trim()).toBe(
    "gate (0 shut, 1 open) (neutral: −0.25) −1 ≥ 0.5",
  );
  expect(drawn(block).querySelector(".key .scale")?.textContent?.replace(/\s+/g, " ")).toBe("0 1");
});

test("a confusion matrix has its numbers, its names, and writing that stands out", () => {
  const document = drawn(confusion);
  expect(texts(document, ".wide text.cell")).toEqual(["40", "73", "0", "1,102"]);
  const inks = Array.from(document.querySelectorAll(".wide text.cell"), (text) => text.getAttribute("fill"));
  expect(inks).toEqual(["var(--on-near)", "var(--on-near)", "var(--on-near)", "var(--on-far)"]);
  expect(texts(document, ".wide text.row")).toEqual(["fell <b>", "rose"]);
  for (const name of ["down", "up", "predicted", "actual", "days"])
    expect(texts(document, ".wide text")).toContain(name);
});

test("small grids stand side by side, each with its own axis", () => {
  const document = drawn({ ...confusion, grids: [confusion.grids[0], { ...confusion.grids[0], title: "other days" }] });
  expect(document.querySelectorAll(".wide .abreast svg.plot")).toHaveLength(2);
  expect(texts(document, ".wide text").filter((text) => text === "predicted")).toHaveLength(2);
  expect(drawn(block).querySelector(".abreast")).toBeNull();
});

test("numbers that do not fit into narrow cells make the drawing wider than the screen, so that it scrolls", () => {
  const many = {
    ...block,
    above: undefined,
    columns: columns.slice(0, 9),
    grids: [
      { title: "values", rowsLabel: "row", rows: [columns.slice(0, 9).map((i) => i / 8 - 0.5)], showValues: true },
    ],
  };
  const document = drawn(many);
  expect(document.querySelector(".narrow .scroll")).not.toBeNull();
  expect(document.querySelector(".wide .scroll")).toBeNull();
});

test("a value that is not finite leaves its cell empty", () => {
  const document = drawn({
    ...block,
    columns: [0, 1, 2],
    above: undefined,
    grids: [{ title: "g", rowsLabel: "r", rows: [[1, Number.NaN, 1]], showValues: true }],
  });
  expect(document.querySelector(".wide .cells path")?.getAttribute("d")).toBe("m0 0h1m1 0h1");
  expect(texts(document, ".wide text.cell")).toEqual(["1", "1"]);
});

test("more columns than pixels are averaged, and the note says so", () => {
  const long = Array.from({ length: 3000 }, (_, i) => i);
  const document = drawn({
    ...block,
    above: undefined,
    columns: long,
    grids: [{ title: "g", rowsLabel: "r", rows: [long.map((i) => i % 2)] }],
  });
  expect(texts(document, ".narrow .note")).toEqual([
    "Where columns are narrower than a pixel, the mean of neighbours is shown.",
  ]);
  const steps = Array.from(document.querySelectorAll(".narrow .cells path"), (path) => path.getAttribute("stroke"));
  expect(steps.every((step) => /seq-1[3-8]/.test(step ?? ""))).toBe(true);
});

test("of many rows some may have a name, where those that have one leave each other room", () => {
  const rows = Array.from({ length: 70 }, () => [0, 1]);
  const named = (every: number) => {
    const rowNames = rows.map((_, r) => (r % every === 0 ? `${r} Hz` : ""));
    const grid = { title: "power", rowsLabel: "", rowNames, rows };
    const { document } = parseHTML(
      `<body>${heatBlock({ ...block, above: undefined, columns: [0, 1], grids: [grid] }).text}</body>`,
    );
    return Array.from(document.querySelectorAll(".wide text.row"), (text) => text.textContent).filter(Boolean);
  };
  expect(named(10)).toEqual(["0 Hz", "10 Hz", "20 Hz", "30 Hz", "40 Hz", "50 Hz", "60 Hz"]);
  expect(named(2)).toEqual([]);
});

test("rows of another length than the columns, and names of another number, are refused", () => {
  const { grids } = confusion;
  expect(() => heatBlock({ ...confusion, grids: [{ ...grids[0], rows: [[1, 2], [3]] }] })).toThrow(
    'documentPage: the heat block "Gates": row 2 of the grid "days" has 1 value, but there are 2 columns.',
  );
  expect(() => heatBlock({ ...confusion, grids: [{ ...grids[0], rowNames: ["one"] }] })).toThrow(
    'the grid "days" has 1 row name for 2 rows.',
  );
  expect(() => heatBlock({ ...confusion, columnNames: ["a", "b", "c"] })).toThrow(
    "there are 3 column names for 2 columns.",
  );
  expect(() => heatBlock({ ...confusion, columns: [0, 1, 3], columnNames: undefined })).toThrow(
    "its columns are not the same distance apart: column 2 is 1.",
  );
  expect(() => heatBlock({ ...confusion, domain: [1, 0] })).toThrow("the domain must go up, but is [1, 0].");
});

test("a domain that does not end is refused", () => {
  expect(() => heatBlock({ ...confusion, domain: [0, Number.POSITIVE_INFINITY] })).toThrow(
    "the domain must be finite, but is [0, Infinity].",
  );
});

test("rows of any length are read a few times, not once for each pixel", () => {
  const count = 4000;
  let reads = 0;
  const row = new Proxy(new Array<number>(count).fill(0), {
    get(target, key) {
      if (typeof key === "string" && /^\d+$/.test(key)) reads++;
      return Reflect.get(target, key, target);
    },
  });
  const columns = Array.from({ length: count }, (_, i) => i);
  heatBlock({ ...confusion, columns, columnNames: undefined, grids: [{ title: "g", rowsLabel: "r", rows: [row] }] });
  expect(reads).toBeGreaterThan(count);
  expect(reads).toBeLessThan(10 * count);
});

test("where numbers are written, short names below the columns are readable on a phone too", () => {
  const names = ["word", "not", "at all", "from afar", "twice", "but", "although"];
  const [grid] = confusion.grids;
  const rows = [names.map((_, i) => 90 + i)];
  const document = drawn({
    ...confusion,
    columns: names.map((_, i) => i + 1),
    columnNames: names,
    grids: [{ ...grid, rowNames: ["GRU"], rows }],
  });
  const shown = texts(document, ".narrow svg text").filter((text) => names.includes(text ?? ""));
  expect(shown).toEqual(names);
});
