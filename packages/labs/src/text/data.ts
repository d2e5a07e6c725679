// The text: its characters as numbers, and its three parts by their place in it.
import { DataError, tensor } from "recurra";
import { counted, grouped } from "recurra/words";
import type { LabFile } from "../lab/lab.ts";
import type { TextSettings } from "./settings.ts";

/** What stands for every character that is rare in the training part. */
export const OTHER = "\u25a1";
/** Characters that occur fewer times in the training part are all read as OTHER. */
const RARE = 5;
/** Characters of a piece of the text on which answers are compared: some four lines, which depend little on one another. */
export const PIECE = 250;
/** Characters before a piece that the network reads first. */
export const WARM_UP = 100;

/** A text, cut by place: it is learnt from up to `validation`, which chooses up to `test`, which is scored. */
export interface Passage {
  readonly name: string;
  /** The characters, the rare ones replaced. */
  readonly signs: readonly string[];
  /** The characters' numbers in the alphabet. */
  readonly codes: Float32Array;
  /** OTHER, then the characters in the order of their code points. */
  readonly alphabet: readonly string[];
  /** Where the validation part begins, the test part, and where the text ends. */
  readonly validation: number;
  readonly test: number;
  readonly end: number;
  /** Characters behind it that were not read. */
  readonly left: number;
}

/** Pieces of the text and the characters before each: x [B, W + P] reads them one by one, y [B, W + P] is what follows. */
export interface Pieces {
  readonly count: number;
  /** Where each piece begins in the text. */
  readonly starts: readonly number[];
  /** Characters before a piece. */
  readonly before: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Line ends of one kind, no other control characters than tabs, no empty ends. */
function normalise(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .trim();
}

/**
 * Reads a text. Throws DataError LAB_FILE where none was given, LAB_TEXT where it is too short for its parts, or all of it is one character.
 */
export function readText(file: LabFile | undefined, { characters, test, batch, length }: TextSettings): Passage {
  if (file === undefined) throw new DataError("LAB_FILE", "", "the lab needs a text, but none was given");
  const whole = Array.from(normalise(file.text));
  const all = whole.slice(0, characters);
  const end = all.length;
  const share = Math.floor(end * test);
  const [validation, testing] = [end - 2 * share, end - share];
  const least = Math.max(2 * PIECE, WARM_UP + 1);
  if (share < least || validation < Math.max(batch * (length + 1), least)) {
    const problem = `a text of ${counted(end, "character")} is too short for its parts: ${grouped(Math.max(0, validation))} to learn from and ${grouped(share)} each to choose and to test with`;
    throw new DataError("LAB_TEXT", file.name, problem, {
      context: `There have to be ${grouped(Math.max(batch * (length + 1), least))} and ${grouped(least)}`,
      remedies: ["give a longer text", ["choose another ", { option: "test" }, ", or a smaller ", { option: "batch" }]],
    });
  }
  const counts = new Map<string, number>();
  for (const sign of all.slice(0, validation)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  const frequent = [...counts].filter(([, times]) => times >= RARE).map(([sign]) => sign);
  const alphabet = [OTHER, ...frequent.filter((sign) => sign !== OTHER).sort()];
  if (alphabet.length < 3)
    throw new DataError("LAB_TEXT", file.name, "there is nothing to learn: the text has one character over and over");
  const numbers = new Map(alphabet.map((sign, code) => [sign, code]));
  const codes = Float32Array.from(all, (sign) => numbers.get(sign) ?? 0);
  const signs = Array.from(codes, (code) => alphabet[code]);
  return { name: file.name, signs, codes, alphabet, validation, test: testing, end, left: whole.length - end };
}

/** The whole pieces between two places of the text, one after another; what is left at the end is not used. */
export function cutPieces({ codes }: Passage, from: number, to: number): Pieces {
  const count = Math.floor((to - from) / PIECE);
  const starts = Array.from({ length: count }, (_, i) => from + i * PIECE);
  const before = Math.min(WARM_UP, from - 1);
  const steps = before + PIECE;
  const x = new Float32Array(count * steps);
  const y = new Float32Array(count * steps);
  for (const [i, start] of starts.entries()) {
    x.set(codes.subarray(start - before - 1, start + PIECE - 1), i * steps);
    y.set(codes.subarray(start - before, start + PIECE), i * steps);
  }
  return { count, starts, before, x, y };
}

/** A batch of training, or of pieces to validate on. */
export interface Stretch {
  readonly x: ReturnType<typeof tensor>;
  readonly y: ReturnType<typeof tensor>;
  /** Whether it goes on where the last one ended, so that the state is carried on. */
  readonly goesOn: boolean;
  /** Steps at the beginning that are read but not scored. */
  readonly before: number;
}

/**
 * The training part as `batch` strips side by side, read from their beginnings to their ends: stretch k has characters k * length to
 * (k + 1) * length of every strip, so that each row goes on where it ended in the stretch before.
 */
export function* cutStrips({ codes, validation }: Passage, batch: number, length: number): Generator<Stretch> {
  const strip = Math.floor((validation - 1) / batch);
  for (let from = 0; from + length <= strip; from += length) {
    const x = new Float32Array(batch * length);
    const y = new Float32Array(batch * length);
    for (let row = 0; row < batch; row++) {
      const at = row * strip + from;
      x.set(codes.subarray(at, at + length), row * length);
      y.set(codes.subarray(at + 1, at + length + 1), row * length);
    }
    yield { x: tensor(x, [batch, length]), y: tensor(y, [batch, length]), goesOn: from > 0, before: 0 };
  }
}

/** Pieces as batches of at most `size`. */
export function* cutStretches({ count, before, x, y }: Pieces, size: number): Generator<Stretch> {
  const steps = before + PIECE;
  for (let from = 0; from < count; from += size) {
    const rows = Math.min(size, count - from);
    const part = (values: Float32Array) => tensor(values.subarray(from * steps, (from + rows) * steps), [rows, steps]);
    yield { x: part(x), y: part(y), goesOn: false, before };
  }
}
