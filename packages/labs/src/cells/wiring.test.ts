import { documentPage } from "@recurra/report";
import { tensor } from "recurra";
import { carriedBy, openNetwork } from "recurra/inside";
import { cellNames } from "recurra/words";
import { expect, test } from "vitest";
import { Keeper } from "./keeper.ts";
import { openings } from "./openings.ts";
import { drawCell } from "./wiring.ts";

/** The symbols that a cell's equations define: "h_t" of "h_t = ...". */
const defined = (cell: (typeof cellNames)[number]): string[] =>
  openings[cell].equations.map(({ tex }) =>
    tex
      .split(" =")[0]
      .replace(/\\tilde /, "")
      .trim(),
  );

test.each(cellNames)("the drawing of the %s names what its equations define, and can be drawn", (cell) => {
  const block = drawCell(cell);
  const names = block.parts.filter(({ shape }) => shape === "name").map(({ label }) => label);
  // The stabiliser changes no output: it only keeps numbers in range, and stands in the words below.
  for (const symbol of defined(cell).filter((one) => one !== "m_t")) expect(names).toContain(symbol);
  expect(names).toContain("x_t");
  expect(documentPage({ title: "t", lead: "l", sections: [{ heading: "h", blocks: [block] }] })).toContain("<svg");
});

test.each(cellNames)("no wire of the %s passes through a box or circle where it neither begins nor ends", (cell) => {
  const { parts, wires } = drawCell(cell);
  for (const { through } of wires) {
    for (let i = 1; i < through.length; i++) {
      const [[ax, ay], [bx, by]] = [through[i - 1], through[i]];
      for (const { at, shape } of parts) {
        if (shape === "name" || through.some(([x, y]) => x === at[0] && y === at[1])) continue;
        const beside = ax === bx ? Math.abs(at[0] - ax) > 0.45 : Math.abs(at[1] - ay) > 0.33;
        const before =
          ax === bx
            ? at[1] < Math.min(ay, by) || at[1] > Math.max(ay, by)
            : at[0] < Math.min(ax, bx) || at[0] > Math.max(ax, bx);
        expect(beside || before).toBe(true);
      }
    }
  }
});

/** Of wires that lead to a layer: vectors, which are no number. */
const VECTORS = "x,h'";

test.each(cellNames)("what the wires and parts of the %s carry is what carriedBy() tells of a layer", (cell) => {
  const keeper = new Keeper(cell, 2);
  const x = tensor([0.5, 1, -0.5, 0], [1, 2, 2]);
  const [layer] = openNetwork(keeper, () => ({ output: keeper.forward(x) })).layers;
  const carried = carriedBy(layer, { unit: 1, t: 1 });
  const { parts, wires } = drawCell(cell);
  for (const { carries } of [...parts, ...wires]) {
    if (carries !== VECTORS) expect(carried).toHaveProperty([carries as string]);
  }
  // Each number stands on the drawing once, in a place of its own.
  const readings = wires.filter(({ reading }) => reading);
  expect(new Set(readings.map(({ carries }) => carries)).size).toBe(readings.length);
  expect(new Set(wires.map(({ carries }) => carries).filter((one) => one !== VECTORS)).size).toBe(readings.length);
  keeper.dispose();
});
