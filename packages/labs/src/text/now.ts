// The network of the text lab as it is now: how it goes on with a beginning, and what it expects first.
import type { BarsBlock, Block } from "@recurra/report";
import type { Mode } from "recurra";
import type { LabDial } from "../lab/lab.ts";
import { drawWritten } from "./charts.ts";
import { EARLY_TEMPERATURE, type Writing, writeNow } from "./sampling.ts";
import type { Writer } from "./writer.ts";

export const dial: LabDial = {
  label: "temperature",
  least: 0.1,
  most: 2,
  step: 0.1,
  initial: EARLY_TEMPERATURE,
  effect:
    "Scores are divided by it before one sign is drawn: low, and it writes what is likeliest, over and over; high, and it writes what hardly anyone would.",
};

/** Signs that are written for a picture, and those whose chances are shown. */
const [LENGTH, EXPECTED] = [240, 10];

/** The text lab's pictures at any moment of its training. */
export function drawNow(
  model: Writer,
  writing: Omit<Writing, "turns">,
  temperature: number,
  mode?: Mode,
): readonly Block[] {
  const { piece, chances } = writeNow(model, { ...writing, length: LENGTH }, temperature, mode);
  const beginning = writing.prompt.join("");
  const { signs, bits } = piece;
  const whole = { signs: [...writing.prompt, ...signs], bits: [...writing.prompt.map(() => null), ...bits] };
  return [
    drawWritten("How it goes on now", [{ label: `at temperature ${temperature}`, piece: whole }]),
    drawExpected(writing.alphabet, chances, beginning, temperature),
  ];
}

/** The likeliest signs behind the beginning. */
function drawExpected(
  alphabet: readonly string[],
  chances: Float64Array,
  beginning: string,
  temperature: number,
): BarsBlock {
  const codes = Array.from(alphabet.keys()).sort((a, b) => chances[b] - chances[a] || a - b);
  return {
    kind: "bars",
    title: `The next sign behind "${beginning.slice(-24).replaceAll("\n", " ")}"`,
    description: `The chances of the likeliest signs at temperature ${temperature}, in percent.`,
    value: { label: "chance (%)", domain: [0, 100] },
    bars: codes.slice(0, EXPECTED).map((code) => ({
      label: nameOf(alphabet[code]),
      role: "model",
      value: Math.round(1000 * chances[code]) / 10,
    })),
  };
}

/** A sign as one can read it. */
function nameOf(sign: string): string {
  return sign === " " ? "space" : sign === "\n" ? "line end" : sign === "\t" ? "tab" : sign;
}
