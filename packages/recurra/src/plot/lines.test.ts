import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { tensor } from "../tensor/index.ts";
import { lines, scatter } from "./lines.ts";
import { linePaths, readSvg } from "./svg.fixture.ts";

/** The corners of a path. */
const points = (path: string): number => path.split(/[ML]/).length - 1;

test("arrays, typed arrays, tensors and columns of series draw the same line", () => {
  const drawn = [[1, 2, 4], Float64Array.of(1, 2, 4), tensor([1, 2, 4]), tensor([[1], [2], [4]])].map((data) =>
    lines(data).svg(),
  );
  expect(new Set(drawn).size).toBe(1);
  const series = Series.fromColumns({ a: [1, 2, 4], b: [3, 3, 3] });
  expect(linePaths(lines(series).svg())).toEqual(
    linePaths(lines({ a: { x: [1, 2, 3], y: [1, 2, 4] }, b: { x: [1, 2, 3], y: [3, 3, 3] } }).svg()),
  );
});

test("a series with times has them along x, by the name of its column", () => {
  const series = Series.fromCsv("Day,price\n2024-05-30,1\n2024-05-31,2\n2024-06-01,4\n");
  const figure = lines(series);
  expect(readSvg(figure.svg()).texts).toEqual(
    expect.arrayContaining(["30 May", "31 May", "1 Jun", "2024", "Day", "price"]),
  );
  expect(figure.html()).toContain('<th scope="row">2024-05-31</th><td>2</td>');
});

test("dates and ISO dates are places of a time axis", () => {
  const texts = (x: readonly (string | Date)[]): readonly string[] => readSvg(lines({ x, y: [1, 2] }).svg()).texts;
  expect(texts(["2024-05-31", "2024-06-02"])).toEqual(texts([new Date("2024-05-31"), new Date("2024-06-02")]));
  expect(texts(["2024-05-31", "2024-06-02"])).toContain("1 Jun");
});

test("a line without places beside one with dates is refused, for it would stand in 1970", () => {
  const dated = { x: ["2024-05-30", "2024-05-31"], y: [1, 2] };
  expect(() => lines({ counted: [1, 2], dated })).toThrow(
    'lines: "counted" has no places, and another line has dates. Give it dates too',
  );
  expect(() => lines({ dated, counted: [1, 2] })).toThrow('"counted" has no places');
  expect(() => lines({ dated, other: [1, 2] }, { at: dated.x })).not.toThrow();
});

test("values without places stand one after the other, from 0 or where they are told to begin", () => {
  expect(lines([1, 2]).svg()).toBe(lines({ x: [0, 1], y: [1, 2] }).svg());
  expect(lines([1, 2], { from: 1 }).svg()).toBe(lines([1, 2], { at: [1, 2] }).svg());
});

test("null, NaN and infinity are gaps, and the words count them", () => {
  const figure = lines({ loss: [1, 2, null, 3, 4, Number.NaN, 5, 6, Number.POSITIVE_INFINITY] });
  expect(linePaths(figure.svg())[0].split("M")).toHaveLength(4);
  expect(String(figure)).toBe("loss. 1 line. loss: 6 values from 1 to 6, at first 1, at last 6, 3 gaps.");
});

test("one point is a dot, and what is the same everywhere a level line", () => {
  const { elements } = readSvg(lines([3]).svg());
  expect(elements.filter(({ attributes }) => attributes.class === "dots")).toHaveLength(1);
  expect(linePaths(lines([3, 3, 3]).svg())).toHaveLength(1);
  expect(linePaths(lines([0, 0]).svg())).toHaveLength(1);
});

test("100,000 points keep the highest and the lowest of each column of pixels", () => {
  const values = new Float64Array(100_000);
  values[31_234] = 50;
  values[71_234] = -50;
  const [path] = linePaths(lines(values).svg());
  expect(points(path)).toBeLessThan(1500);
  const ys = path
    .split(/[ML]/)
    .slice(1)
    .map((point) => Number(point.split(" ")[1]));
  const level = ys[0];
  expect(ys.filter((y) => y < level - 50)).toHaveLength(1);
  expect(ys.filter((y) => y > level + 50)).toHaveLength(1);
  expect(lines(values).html().length).toBeLessThan(120_000);
});

test("a name that is a role has its colour, and roles give others theirs", () => {
  const colors = (svg: string): string[] =>
    readSvg(svg)
      .elements.filter(({ attributes }) => attributes.class === "line")
      .map(({ attributes }) => attributes["data-stroke"]);
  expect(colors(lines({ truth: [1, 2], model: [1, 3], other: [2, 2] }).svg())).toEqual(["ink", "kind-2", "model"]);
  expect(
    colors(lines({ gru: [1, 2], "last value": [1, 3] }, { roles: { gru: "model", "last value": "naive" } }).svg()),
  ).toEqual(["naive", "model"]);
  // One table of roles may serve several pictures.
  expect(lines({ a: [1, 2] }, { roles: { b: "model" } }).svg()).toBe(lines({ a: [1, 2] }).svg());
});

test("a logarithmic axis leaves out what has no place on it, and says how much", () => {
  const figure = lines([1, 0.1, 0, -1, 0.01], { y: { label: "loss", scale: "log" } });
  expect(readSvg(figure.svg()).texts).toContain("2 values of 0 or less have no place on a logarithmic axis");
});

test("rules stand across the picture with their names", () => {
  const figure = lines([1, 2, 3], {
    rules: [
      { label: "chosen", x: 1 },
      { label: "naive", y: 2.5 },
      { label: "far", x: 99 },
    ],
  });
  expect(readSvg(figure.svg()).texts).toEqual(expect.arrayContaining(["chosen", "naive", "far"]));
  expect(() => lines([1], { rules: [{ label: "never", x: "soon" }] })).toThrow(
    "a line across stands at no place on the axis",
  );
});

test("nothing to draw is an error that says what to do", () => {
  const empty =
    "lines: there is no number among the values. Give at least one number, or draw it when there is one: after an epoch, say.";
  expect(() => lines([])).toThrow(empty);
  expect(() => lines({ loss: [Number.NaN, null] })).toThrow(empty);
  expect(() => lines({})).toThrow("lines: there are no lines.");
});

test("what is no line is refused with its name, its place and what to do", () => {
  expect(() => lines({ loss: [1, "2" as never] })).toThrow(
    'lines: "loss" has "2" at place 1, which is no number. Give numbers, null for a gap.',
  );
  expect(() => lines([[1, 2], [3]] as never)).toThrow(
    '"data" has a list of 2 at place 0, which is no number. Name each line, as in { first: [1, 2], second: [3, 4] }',
  );
  expect(() =>
    lines({
      a: tensor([
        [1, 2],
        [3, 4],
      ]),
    }),
  ).toThrow('lines: "a" is a tensor of shape [2, 2].');
  expect(() => lines({ a: { x: [1], y: [1, 2] } })).toThrow(
    'lines: "a" has 1 place and 2 values. Give one place for each value',
  );
  expect(() => lines({ x: ["31/05/2024"], y: [1] })).toThrow('"x" has "31/05/2024" at place 0');
  expect(() => lines({ x: [new Date(Number.NaN)], y: [1] })).toThrow('"x" has an invalid Date at place 0');
  expect(() => lines([1e308, -1e308])).toThrow(
    'lines: the axis "" is to reach from -1e+308 to 1e+308, which must be a finite distance apart.',
  );
  expect(() => lines([1], { x: { lable: "x" } as never })).toThrow('lines: x: there is no option "lable". Say label.');
});

test("of more points than a picture can show a part is drawn, evenly taken, and the picture says so", () => {
  const x = Float64Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_003);
  const y = x.map((value, i) => (value * 31 + i) % 997);
  const svg = scatter({ x, y }).svg();
  expect(readSvg(svg).texts).toContain("4,000 of 100,000 points are drawn");
  expect(svg.length).toBeLessThan(250_000);
  expect(readSvg(scatter({ x: [1, 1, 2], y: [1, 1, 2] }).svg()).texts.join()).not.toContain("drawn");
});

test("scatter draws dots alone, and square keeps one unit as long on both axes", () => {
  const angle = Array.from({ length: 40 }, (_, i) => i / 6.3);
  const figure = scatter({ x: angle.map(Math.cos), y: angle.map(Math.sin) }, { square: true });
  expect(linePaths(figure.svg())).toEqual([]);
  const { elements } = readSvg(figure.svg());
  const d = elements.find(({ attributes }) => attributes.class === "dots")!.attributes.d;
  const starts = [...d.matchAll(/M([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const reach = (axis: number): number =>
    Math.max(...starts.map((at) => at[axis])) - Math.min(...starts.map((at) => at[axis]));
  expect(reach(0) / reach(1)).toBeCloseTo(1, 1);
});
