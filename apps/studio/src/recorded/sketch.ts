// Small pictures as plain data: marks in a box of 240 x 112, or coloured words. Colours are custom properties of the reports' style sheet.

/** The box that marks lie in. */
export const SKETCH_BOX = "0 0 240 112";

export type Sketch = { readonly marks: readonly Mark[] } | { readonly words: readonly Word[]; readonly apart: boolean };

/** A stroke. */
export interface Mark {
  readonly d: string;
  /** "--model". */
  readonly color: string;
  readonly wide: number;
  readonly dash?: string;
  /** Round ends: dots. */
  readonly round?: boolean;
}

interface Word {
  readonly text: string;
  /** Of its ground, and of what is written on it; "" without one. */
  readonly color: string;
  readonly ink?: string;
}

/** What the first page shows in one look. */
export interface Strip {
  /** A wave of the denoising lab while its network learns. */
  readonly learning: {
    readonly dots: string;
    readonly clean: string;
    readonly frames: readonly { readonly step: number; readonly loss: string; readonly d: string }[];
  };
  /** The gates and states of a unit over time. */
  readonly gates: { readonly marks: readonly Mark[] };
  /** What the pretrained network says of the bundled file. */
  readonly forecast: {
    readonly target: string;
    readonly file: string;
    readonly outcome: string;
    readonly headline: string;
    readonly past: string;
    readonly value: string;
    readonly band: string;
  };
}
