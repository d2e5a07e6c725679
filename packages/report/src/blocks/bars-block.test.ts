import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { BarsBlock } from "../data/document.ts";
import { barsBlock } from "./bars-block.ts";

const block: BarsBlock = {
  kind: "bars",
  title: "RMSE",
  description: "persistence is best",
  value: { label: "RMSE ($)" },
  bars: [
    { label: "persistence", role: "naive", value: 5 },
    { label: "LSTM <b>", role: "model", value: 10 },
  ],
  rule: { label: "no model", value: 5 },
};

const ranged: BarsBlock = {
  ...block,
  interval: "95% interval",
  bars: [
    { label: "LSTM", role: "model", value: 0.53, low: 0.47, high: 0.59 },
    { label: "always up", role: "naive", value: 0.54, low: 0.48, high: 0.6 },
  ],
  rule: { label: "base rate", value: 0.54 },
};

function drawn(of: BarsBlock): Document {
  return parseHTML(`<body>${barsBlock(of).text}</body>`).document as unknown as Document;
}

function widths(document: Document): number[] {
  return Array.from(document.querySelectorAll(".wide rect.bar"), (bar) => Number(bar.getAttribute("width")));
}

test("bars begin at 0, so that twice the value is twice as long", () => {
  const [five, ten] = widths(drawn(block));
  expect(ten / five).toBeCloseTo(2, 1);
});

test("each row has its name and its value in figures, and the rule its name", () => {
  const document = drawn(block);
  const texts = Array.from(document.querySelectorAll(".wide text"), (text) => text.textContent);
  for (const text of ["persistence", "LSTM <b>", "5", "10", "no model"]) expect(texts).toContain(text);
  expect(document.querySelectorAll(".wide line.rule")).toHaveLength(1);
});

test("values with a range are points with whiskers, and the legend says what the range is", () => {
  const document = drawn(ranged);
  expect(widths(document)).toEqual([]);
  expect(document.querySelectorAll(".wide path.point")).toHaveLength(2);
  expect(document.querySelectorAll(".wide path.whisker")).toHaveLength(2);
  expect(document.querySelector(".legend")?.textContent).toContain("95% interval");
  expect(drawn(block).querySelector(".legend")).toBeNull();
});

test("on an axis that does not begin at 0 values are points: a bar's length would say nothing", () => {
  const cut = drawn({ ...block, value: { label: "RMSE", domain: [4, 12] } });
  expect([widths(cut).length, cut.querySelectorAll(".wide path.point").length]).toEqual([0, 2]);
});

test("values on a logarithmic axis each have three digits, and one beyond its end keeps its figures", () => {
  const values = [0.00314159, 0.4594, 21.07, 10_000, 2.4e9, 3e-7];
  const document = drawn({
    ...block,
    value: { label: "norm", scale: "log", domain: [1e-4, 1e4] },
    bars: values.map((value, i) => ({ label: `network ${i}`, role: "1", value })),
    rule: { label: "clipping", value: 1 },
  });
  const told = Array.from(document.querySelectorAll(".wide text.value"), (text) => text.textContent);
  expect(told).toEqual(["0.00314", "0.459", "21.1", "10,000", "2.4e9", "3.0e−7"]);
  const [beyond, end] = [4, 3].map((i) => document.querySelectorAll(".wide path.point")[i].getAttribute("d"));
  expect(beyond?.split(/[ ,]/)[0]).toBe(end?.split(/[ ,]/)[0]);
});

test("a name of any length is written in full, in as many lines as it needs", () => {
  const label = "a bidirectional LSTM of two layers with thirty-two units each that reads windows of four days";
  const document = drawn({ ...block, bars: [{ label, role: "1", value: 3 }] });
  for (const size of ["wide", "narrow"]) {
    const lines = Array.from(document.querySelectorAll(`.${size} text.name`), (text) => text.textContent);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(" ")).toBe(label);
  }
});

test("a range that is open on one side is drawn, too", () => {
  const document = drawn({ ...block, bars: [{ label: "LSTM", role: "model", value: 3, high: 5 }], interval: "90%" });
  expect(document.querySelectorAll(".wide path.whisker")).toHaveLength(1);
  expect(document.querySelectorAll(".wide path.point")).toHaveLength(1);
  expect(document.querySelector(".legend")?.textContent).toContain("90%");
});

test("what has no place on the axis, and a role that there is not, are refused", () => {
  const bar = { label: "LSTM", role: "model", value: 0 } as const;
  expect(() => barsBlock({ ...block, value: { label: "RMSE", scale: "log" }, rule: undefined, bars: [bar] })).toThrow(
    'documentPage: the bars block "RMSE": 0 has no place on the logarithmic axis "RMSE", whose values are above 0.',
  );
  expect(() => barsBlock({ ...block, rule: { label: "none", value: Number.NaN } })).toThrow(
    'NaN on the axis "RMSE ($)" is not a finite number',
  );
  expect(() => barsBlock({ ...block, bars: [{ ...bar, role: "best" as "model" }] })).toThrow(
    '"LSTM" has the role "best"; there are 1, 2, 3, 4, 5, 6, 7, input, model, naive, truth.',
  );
});

test("values that are not finite, and ranges that do not hold their value, are refused", () => {
  const bar = { label: "LSTM", role: "model", value: 1 } as const;
  expect(() => barsBlock({ ...block, bars: [{ ...bar, value: Number.NaN }] })).toThrow(
    'documentPage: the bars block "RMSE": "LSTM" has the value NaN (NaN to NaN); all must be finite numbers.',
  );
  expect(() => barsBlock({ ...block, bars: [{ ...bar, low: 2, high: 3 }] })).toThrow(
    '"LSTM": its range 2 to 3 does not hold its value 1.',
  );
});
