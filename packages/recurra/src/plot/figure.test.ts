import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { bars } from "./bars.ts";
import { Figure } from "./figure.ts";
import { heatMap } from "./heat-map.ts";
import { lines } from "./lines.ts";
import { panels } from "./panels.ts";
import { readSvg } from "./svg.fixture.ts";

afterEach(() => vi.unstubAllGlobals());

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "recurra-plot-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

test("labels of any signs stay text: the picture is whole XML, and nothing in it runs", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      '"><script>alert(1)</script>',
      "</style></svg><img src=x onerror=alert(1)>",
      "\ud800",
      "\0\u0007",
      "]]>",
      'a" fill="var(--ink)"',
      "x".repeat(5000),
    ),
  );
  fc.assert(
    fc.property(hostile, hostile, fc.integer({ min: 240, max: 2000 }), (name, title, width) => {
      const figures = [
        lines(
          { [name]: [1, 2], [`${name}2`]: [2, 1] },
          {
            title,
            x: name,
            y: title,
            rules: [
              { label: name, y: 1 },
              { label: title, x: 0.5 },
            ],
          },
        ),
        bars({ [name]: 1, [`${name}2`]: -2 }, { title, value: name, rule: { label: title, value: 1 } }),
        heatMap(
          [
            [1, 2],
            [3, 4],
          ],
          { title, x: name, y: title, rowNames: [name, title], columnNames: [name, title], legend: name },
        ),
      ];
      const names = new Set(readSvg(panels(figures, { title }).svg({ width })).elements.map((element) => element.name));
      for (const one of names) expect(["svg", "style", "rect", "text", "line", "path", "g"]).toContain(one);
      expect(panels(figures, { title }).html()).not.toMatch(/<script|<img/);
    }),
    { numRuns: 60 },
  );
});

test("a picture is light where nobody asks for dark, and has a rule for each colour that dark changes", () => {
  const svg = lines({ truth: [1, 2], model: [2, 1] }).svg();
  expect(svg).toContain('stroke="#0068a8" data-stroke="model"');
  expect(svg).toContain("@media screen and (prefers-color-scheme:dark){");
  expect(svg).toContain('.recurra-figure [data-stroke="model"]{stroke:#5cb8f0}');
  expect(svg).not.toContain("var(");
});

test("a picture says in words what it shows, to those who cannot see it", () => {
  const svg = lines({ loss: [0.9, 0.1] }, { title: "Loss" }).svg();
  expect(svg).toContain(
    'role="img" aria-label="Loss. 1 line. loss: 2 values from 0.1 to 0.9, at first 0.9, at last 0.1."',
  );
  expect(lines([1], { title: "Loss", description: "It falls." }).svg()).toContain('aria-label="Loss. It falls."');
});

test("the page has both widths, the words and the numbers, and loads nothing", () => {
  const page = lines({ loss: [0.9, null, 0.1] }, { title: "Loss", x: "epoch" }).html();
  expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
  expect(page.match(/<svg /g)).toHaveLength(2);
  expect(page).toContain('<th scope="col">epoch</th><th scope="col">loss</th>');
  expect(page).toContain('<th scope="row">1</th><td>–</td>');
  expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
});

test("of more than 201 rows the table has the first and the last hundred", () => {
  const page = lines(Float64Array.from({ length: 1000 }, (_, i) => i)).html();
  expect(page.match(/<th scope="row"/g)).toHaveLength(201);
  expect(page).toContain("800 more rows");
});

test("save writes the picture for .svg and the page for .html", async () => {
  const place = folder();
  const figure = lines([1, 2]);
  await figure.save(join(place, "a.svg"));
  await figure.save(join(place, "a.HTML"));
  expect(readFileSync(join(place, "a.svg"), "utf8")).toBe(figure.svg());
  expect(readFileSync(join(place, "a.HTML"), "utf8")).toBe(figure.html());
});

test("save refuses another ending, and says what to call where there are no files", async () => {
  await expect(lines([1]).save("loss.png")).rejects.toThrow(
    'save: "loss.png" ends in neither ".svg" nor ".html". Name it "picture.svg" for the picture alone, or "picture.html" for a page with its numbers.',
  );
  vi.stubGlobal("process", undefined);
  await expect(lines([1]).save("loss.svg")).rejects.toMatchObject({
    code: "PICTURE_NO_FILES",
    message: "save: there are no files here to write a picture into. Take its text with svg() or html().",
  });
});

test("a notebook gets the picture by the protocol of Deno's kernel", () => {
  const figure = lines([1, 2], { title: "Loss" });
  const display = (figure as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")];
  expect(display.call(figure)).toEqual({
    "image/svg+xml": figure.svg(),
    "text/html": figure.svg(),
    "text/plain": "Loss. 1 line. values: 2 values from 1 to 2, at first 1, at last 2.",
  });
});

test("panels stand side by side where there is room, and below one another where there is not", () => {
  const figure = panels([lines([1, 2], { title: "One" }), bars({ a: 1 }, { title: "Two" })], { title: "Both" });
  const moves = (width: number): string[] =>
    [...figure.svg({ width }).matchAll(/translate\((\S+) \S+\)"/g)].map(([, x]) => x);
  expect(moves(780)).toEqual(["0", "400"]);
  expect(moves(360)).toEqual(["0", "0"]);
  expect(figure).toBeInstanceOf(Figure);
  expect(() => panels([])).toThrow("panels: there are no figures. Give at least one.");
  expect(() => panels([{} as Figure])).toThrow("panels: figures[0] must be a figure, but it is an object.");
});
