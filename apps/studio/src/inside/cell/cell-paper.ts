/** A cell as the reports draw and write it, in pixels of its drawing: made when the page is built. */
export interface CellPaper {
  readonly title: string;
  readonly description: string;
  /** Left, top, width, height. */
  readonly box: readonly number[];
  /** The cell's own ground, in the same order. */
  readonly frame: readonly number[];
  readonly wires: readonly PaperWire[];
  readonly parts: readonly PaperPart[];
}

export interface PaperWire {
  /** In the letters of `carriedBy`. */
  readonly carries: string;
  readonly role?: "memory";
  /** The d of SVG paths. */
  readonly line: string;
  readonly bridges: readonly string[];
  readonly head?: string;
  readonly joints: readonly (readonly number[])[];
  /** Where its number stands. */
  readonly reading?: readonly number[];
}

export interface PaperPart {
  readonly shape: "layer" | "point" | "name";
  readonly label: string;
  readonly carries: string;
  readonly box: readonly number[];
}
