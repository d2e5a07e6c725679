import { documentPage } from "@recurra/report";
import { cellNames } from "recurra/words";
import { expect, test } from "vitest";
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
