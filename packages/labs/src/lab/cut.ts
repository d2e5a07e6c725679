// Into which arrays data are cut, by their shapes.
import type { TableBlock } from "@recurra/report";
import { grouped } from "recurra/words";

/** One array of samples. */
export interface Cut {
  /** "x, training". */
  readonly name: string;
  readonly shape: readonly number[];
  /** What the dimensions count: "windows, days, columns". */
  readonly counts: string;
}

/** The shapes as NumPy and PyTorch print them: "(8,000, 100, 1)". */
export function tabulateCuts(cuts: readonly Cut[]): TableBlock {
  return {
    kind: "table",
    caption: "The arrays that the data are cut into",
    columns: [{ title: "" }, { title: "shape", align: "left" }, { title: "counts", align: "left" }],
    rows: cuts.map(({ name, shape, counts }) => ({ cells: [name, `(${shape.map(grouped).join(", ")})`, counts] })),
  };
}
