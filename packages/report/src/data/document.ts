// A report as plain data: sections of blocks, with no HTML and no drawing in it. documentPage() makes a page of it; a
// terminal can show its texts and tables; a program can read it as JSON.

import type { Role } from "recurra/drawing";

export type { Role };

/** A page. */
export interface ReportDocument {
  readonly title: string;
  /** What was done, in one sentence under the title. */
  readonly lead: string;
  /** The finding, where there is one to state: the card at the top. */
  readonly verdict?: DocumentVerdict;
  readonly sections: readonly DocumentSection[];
}

/** A finding and how to take it: "good" was hoped for, "even" makes no difference, "bad" is worse than without. */
export interface DocumentVerdict {
  readonly tone: "good" | "even" | "bad";
  /** A few words: "Learned", "No better than yesterday's price". */
  readonly outcome: string;
  /** What was found, with its numbers. */
  readonly sentences: readonly string[];
}

export interface DocumentSection {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | TextBlock
  | NoteBlock
  | TableBlock
  | FactsBlock
  | EquationsBlock
  | CodeBlock
  | ProgramBlock
  | LinesBlock
  | PanelsBlock
  | BarsBlock
  | HeatBlock
  | PassagesBlock
  | DrawingBlock
  | CircuitBlock
  | SoundBlock;

/** A paragraph. `code` in backticks, **strong** in double stars, and $h_{t-1}$ in dollar signs (TeX) are set as such. */
export interface TextBlock {
  readonly kind: "text";
  readonly text: string;
}

/** A paragraph in small print. The same marks as a text. */
export interface NoteBlock {
  readonly kind: "note";
  readonly text: string;
}

/** Rows of cells; numbers come as the texts that are to be read. */
export interface TableBlock {
  readonly kind: "table";
  /** With the unit where all cells share one. */
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface TableColumn {
  readonly title: string;
  readonly unit?: string;
  /** Default: the first column "left", all others "right". */
  readonly align?: "left" | "right";
}

export interface TableRow {
  readonly cells: readonly string[];
  /** A naive method is set back, the model stands out. */
  readonly role?: "model" | "naive";
  /** Columns (from 0) whose cell is the best of its column. */
  readonly best?: readonly number[];
}

/** Names with their values, such as settings. */
export interface FactsBlock {
  readonly kind: "facts";
  readonly items: readonly (readonly [name: string, value: string])[];
}

/** Equations in TeX, one a line, each with a few words on what it says (with the marks of a text). */
export interface EquationsBlock {
  readonly kind: "equations";
  readonly lines: readonly { readonly tex: string; readonly says?: string }[];
}

/** Text whose columns must stay aligned, such as shapes or lines of code. */
export interface CodeBlock {
  readonly kind: "code";
  readonly text: string;
}

/** A program that folds out, so that it can be read and copied. */
export interface ProgramBlock {
  readonly kind: "program";
  /** Of its file. */
  readonly name: string;
  readonly text: string;
}

/** An axis. */
export interface Axis {
  /** With the unit. */
  readonly label: string;
  /** "time": values are ISO dates or date-times. Default "linear". */
  readonly scale?: "linear" | "log" | "time";
  /** Default: what the data need. */
  readonly domain?: readonly [number, number];
}

/** Points that are joined, or not. */
export interface Line {
  readonly label: string;
  readonly role: Role;
  readonly x: readonly (number | string)[];
  /** null leaves a gap; one of less than a pixel is not drawn. */
  readonly y: readonly (number | null)[];
  /** Default "line". */
  readonly mark?: "line" | "dots" | "both";
}

/** A span of the plane that is shaded, such as the rows of the test. Infinite where a bound is left out. */
export interface Shade {
  readonly label: string;
  readonly from?: number | string;
  readonly to?: number | string;
}

/** A straight line across the chart with its name: a threshold, a chosen epoch. */
export interface Rule {
  readonly label: string;
  readonly x?: number | string;
  readonly y?: number;
}

/** Lines over a common x axis. */
export interface LinesBlock {
  readonly kind: "lines";
  /** With the unit of y. */
  readonly title: string;
  /** What the picture shows, for readers who cannot see it. */
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  readonly shades?: readonly Shade[];
  readonly rules?: readonly Rule[];
  /** One unit of x as long as one of y, as an ROC curve and a path in the plane need. */
  readonly square?: boolean;
}

/** Small charts side by side with one legend and the same scales. */
export interface PanelsBlock {
  readonly kind: "panels";
  readonly title: string;
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly panels: readonly { readonly title: string; readonly lines: readonly Line[] }[];
  readonly square?: boolean;
}

/** One value for each name, with the range that it may as well have, and a value to compare all with. */
export interface BarsBlock {
  readonly kind: "bars";
  readonly title: string;
  readonly description: string;
  /** The axis of the values. */
  readonly value: Axis;
  readonly bars: readonly {
    readonly label: string;
    readonly role: Role;
    readonly value: number;
    readonly low?: number;
    readonly high?: number;
  }[];
  /** What the ranges are, for the legend: "95% interval". */
  readonly interval?: string;
  readonly rule?: { readonly label: string; readonly value: number };
}

/** Values over a grid as colours, on a common x axis with the lines above it. */
export interface HeatBlock {
  readonly kind: "heat";
  readonly title: string;
  readonly description: string;
  readonly x: Axis;
  /** The value of x at each column of the grids; the same distance apart. */
  readonly columns: readonly number[];
  /** What is written at the columns instead of their values, such as the classes of a confusion matrix. */
  readonly columnNames?: readonly string[];
  /** A sequence that is drawn above the grids. */
  readonly above?: { readonly label: string; readonly lines: readonly Line[] };
  readonly grids: readonly HeatGrid[];
  /** "sequential" from the domain's low end to its high end; "diverging" from a neutral middle. */
  readonly colors: "sequential" | "diverging";
  readonly domain: readonly [number, number];
  /** What the colours mean, for the key. */
  readonly legend: string;
}

export interface HeatGrid {
  readonly title: string;
  /** What a row is: "unit". */
  readonly rowsLabel: string;
  /** Shown beside the rows where there is room; "" is a row without one, which leaves its room to others. Default: their numbers from 1. */
  readonly rowNames?: readonly string[];
  /** rows[r][c]. */
  readonly rows: readonly ArrayLike<number>[];
  /** Numbers written into the cells, for small grids such as a confusion matrix. */
  readonly showValues?: boolean;
}

/** Texts whose pieces have the colour of a value each: characters by what a unit holds there, words by an answer after each. */
export interface PassagesBlock {
  readonly kind: "passages";
  readonly title: string;
  readonly description: string;
  readonly passages: readonly TextPassage[];
  /** As of a heat map. */
  readonly colors: "sequential" | "diverging";
  readonly domain: readonly [number, number];
  readonly legend: string;
}

export interface TextPassage {
  /** Above the text. */
  readonly label: string;
  /** The text, in order; line ends are kept. */
  readonly pieces: readonly string[];
  /** One for each piece; null leaves it without a colour. */
  readonly values: readonly (number | null)[];
  /** Numbers written below the pieces, for short texts. */
  readonly showValues?: boolean;
}

/** Boxes and arrows on a grid, such as a layer unrolled in time. */
export interface DrawingBlock {
  readonly kind: "drawing";
  readonly title: string;
  readonly description: string;
  readonly nodes: readonly DrawingNode[];
  readonly arrows: readonly DrawingArrow[];
}

export interface DrawingNode {
  readonly id: string;
  /** TeX is not set here; subscripts are written with _ ("h_1", "x_{t-1}"). */
  readonly label: string;
  /** A shape or a value in small print below the label. */
  readonly detail?: string;
  /** Grid place, from 0; rows count upwards, so that inputs lie at the bottom. */
  readonly column: number;
  readonly row: number;
  /** "absent" is drawn in dashes: an input that is not there. */
  readonly role: "input" | "cell" | "backward" | "head" | "output" | "state" | "absent";
}

export interface DrawingArrow {
  readonly from: string;
  readonly to: string;
  readonly dashed?: boolean;
}

/** A recurrent cell as textbooks draw it: layers in boxes, pointwise operations in circles, and the paths of what is passed on. */
export interface CircuitBlock {
  readonly kind: "circuit";
  readonly title: string;
  readonly description: string;
  /** The cell's own ground: what lies outside of it comes from elsewhere or goes there. */
  readonly frame: { readonly from: CircuitPoint; readonly to: CircuitPoint };
  readonly parts: readonly CircuitPart[];
  /** Drawn in their order; where two cross without a joint, the later one passes over the earlier one. */
  readonly wires: readonly CircuitWire[];
}

/** A place on the plane, in units of the grid (a box is one unit wide); x counts to the right, y upwards. */
export type CircuitPoint = readonly [x: number, y: number];

export interface CircuitPart {
  readonly at: CircuitPoint;
  /** "layer": a box, an operation with weights; "point": a circle, an operation number by number; "name": what is on a wire. */
  readonly shape: "layer" | "point" | "name";
  /** TeX is not set here; subscripts are written with _ ("h_t", "c_{t-1}"). */
  readonly label: string;
  /** What it gives, for who lights it up: "f" of the forget gate's box. Reports draw it as without. */
  readonly carries?: string;
}

export interface CircuitWire {
  /** Its corners from where it begins to where it ends; a wire that ends in a part ends at its border. */
  readonly through: readonly CircuitPoint[];
  /** It begins at a joint with another wire, which goes on. */
  readonly joint?: boolean;
  /** "memory" is drawn strong: what the cell keeps from step to step. */
  readonly role?: "memory";
  /** It ends in another wire, which goes on: no arrow head. */
  readonly joins?: boolean;
  /** What runs along it, for who lights it up: "f", "c'" (of the step before), "i*g". Reports draw it as without. */
  readonly carries?: string;
  /** Where the number of it may stand: in one place of several wires that carry the same. */
  readonly reading?: CircuitPoint;
}

/** Sounds to be listened to on the page, which holds them. */
export interface SoundBlock {
  readonly kind: "sound";
  readonly title: string;
  /** What there is to hear. */
  readonly description: string;
  /** Samples in a second, of all of them: from 3,000 to 192,000. */
  readonly sampleRate: number;
  readonly sounds: readonly {
    readonly label: string;
    /** The colour of its wave. */
    readonly role: Role;
    /** From -1 to 1, one channel; what is louder is cut. At most 1,000,000 in a block. */
    readonly samples: readonly number[];
  }[];
}
