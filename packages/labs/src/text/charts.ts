// The pictures of the text lab.
import type { DrawingBlock, LinesBlock, PassagesBlock } from "@recurra/report";
import { cellTitle } from "recurra/words";
import { PIECE } from "./data.ts";
import type { TextFound } from "./found.ts";
import type { Written } from "./sampling.ts";
import { bitsOf } from "./score.ts";
import { bits } from "./verdict.ts";

const LETTERS = Array.from("Alice");

/** The network over four characters: each is read, and the next one is to be said. */
export function drawNetwork({ settings, passage }: TextFound): DrawingBlock {
  const { cell, hidden, embedding } = settings;
  const steps = [0, 1, 2, 3];
  const column = (step: number) => step + 1;
  const sized = (
    id: string,
    row: number,
    role: "input" | "cell" | "head" | "output",
    label: (t: number) => string,
    detail?: string,
  ) =>
    steps.map((t) => ({ id: `${id} ${t}`, column: column(t), row, role, label: label(t), ...(detail && { detail }) }));
  const up = (from: string, to: string) => steps.map((t) => ({ from: `${from} ${t}`, to: `${to} ${t}` }));
  return {
    kind: "drawing",
    title: "The network, over four characters",
    description:
      "Each character becomes numbers, goes into the cell, whose state passes to the right, and the next character is said.",
    nodes: [
      { id: "start", column: 0, row: 2, role: "state", label: "state", detail: "from before" },
      ...sized("x", 0, "input", (t) => LETTERS[t]),
      ...sized("e", 1, "head", () => "Embedding", `${embedding}`),
      ...sized("h", 2, "cell", () => cellTitle(cell), `${hidden}`),
      ...sized("z", 3, "head", () => "Linear", `${passage.alphabet.length}`),
      ...sized("y", 4, "output", (t) => LETTERS[t + 1]),
    ],
    arrows: [
      { from: "start", to: "h 0" },
      ...steps.slice(1).map((t) => ({ from: `h ${t - 1}`, to: `h ${t}` })),
      ...up("x", "e"),
      ...up("e", "h"),
      ...up("h", "z"),
      ...up("z", "y"),
    ],
  };
}

export function drawLosses({ trainBits, validationBits, ngrams, order, bestEpoch, name }: TextFound): LinesBlock {
  const x = trainBits.map((_, i) => i + 1);
  const rival = ngrams[order - 1].validation;
  return {
    kind: "lines",
    title: "Bits a character by epoch",
    description: `The ${name} in training and validation, beside n-grams in the validation part (${bits(rival)}).`,
    x: { label: "epoch" },
    y: { label: "bits a character" },
    lines: [
      { label: "training, with dropout", role: "input", x, y: trainBits },
      { label: "validation", role: "model", x, y: validationBits },
    ],
    rules: [
      { label: `${order}-grams, validation`, y: rival },
      { label: "kept", x: bestEpoch },
    ],
  };
}

export function drawOrders({ ngrams, network, name }: TextFound): LinesBlock {
  const x = ngrams.map(({ order }) => order);
  return {
    kind: "lines",
    title: "Bits a character of n-grams, which know n - 1 characters before the next one",
    description: `N-grams get better with their order and then level off; the ${name} has ${bits(network.bits)}.`,
    x: { label: "n" },
    y: { label: "bits a character" },
    lines: [
      { label: "validation part", role: "input", x, y: ngrams.map(({ validation }) => validation), mark: "both" },
      { label: "test part", role: "naive", x, y: ngrams.map(({ test }) => test), mark: "both" },
    ],
    rules: [{ label: `${name}, test part`, y: network.bits }],
  };
}

/** The same piece of the test part under the bits of the network and of the n-grams. */
export function drawSurprise({ passage, network, rival, order, name, readers }: TextFound): PassagesBlock {
  const { signs, test } = passage;
  const from = Math.min(readers.start - test, network.pieces.length * PIECE - readers.text.length);
  const to = from + readers.text.length;
  const pieces = signs.slice(test + from, test + to);
  const values = (probabilities: Float64Array) => Array.from(probabilities.subarray(from, to), bitsOf);
  return {
    kind: "passages",
    title: "How much each character surprises",
    description: "Strong colours where the character was not expected: mostly where words begin.",
    passages: [
      { label: name, pieces, values: values(network.probabilities) },
      { label: `${order}-grams`, pieces, values: values(rival.probabilities) },
    ],
    colors: "sequential",
    domain: [0, 8],
    legend: "bits",
  };
}

/** What was written, perhaps behind signs that were given, which have no bits. */
type Coloured = Pick<Written, "signs"> & { readonly bits: readonly (number | null)[] };

/** Pieces that were written, each sign under the bits by which it surprised its writer. */
export function drawWritten(
  title: string,
  pieces: readonly { readonly label: string; readonly piece: Coloured }[],
): PassagesBlock {
  return {
    kind: "passages",
    title,
    description: "Strong colours where a sign was drawn that its writer did not expect.",
    passages: pieces.map(({ label, piece }) => ({ label, pieces: piece.signs, values: piece.bits })),
    colors: "sequential",
    domain: [0, 8],
    legend: "bits",
  };
}

export function drawUnits({ readers }: TextFound): PassagesBlock {
  return {
    kind: "passages",
    title: "What single units hold, on the text",
    description: "The state of a unit at each character, for each trait the unit that follows it most closely.",
    passages: readers.readers.map(({ name, unit, tested, shown }) => ({
      label: `Unit ${unit}: ${name}${tested === null ? "" : ` (correlation ${Math.abs(tested).toFixed(2)})`}`,
      pieces: readers.text,
      values: shown,
    })),
    colors: "diverging",
    domain: [-1, 1],
    legend: "state of the unit",
  };
}
