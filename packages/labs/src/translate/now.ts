// The networks of the lab that reads dates as they are now: what they write for a few texts, and where the first one looks.
import type { Block, TableBlock } from "@recurra/report";
import type { LabDial } from "../lab/lab.ts";
import { drawAttention } from "./charts.ts";
import type { Looked } from "./found.ts";

/** Texts of the test that can be chosen, and those below the chosen one that are shown with it. */
const [CHOSEN, BELOW] = [20, 5];

export const dial: LabDial = {
  label: "date",
  least: 1,
  most: CHOSEN,
  step: 1,
  initial: 1,
  effect: "Another text of the test stands first: below is where the network looks while it writes its date.",
};

/** The text that the dial points at, and those behind it. */
export function takeShown<T>(texts: readonly T[], chosen: number): readonly T[] {
  const from = Math.min(chosen, texts.length) - 1;
  return Array.from({ length: Math.min(1 + BELOW, texts.length) }, (_, i) => texts[(from + i) % texts.length]);
}

/** What a network wrote for the texts that are shown. */
export interface ReadNow {
  readonly name: string;
  readonly looked: readonly Looked[];
}

/** What the networks write at this moment, the latest last, and where the one with attention looks in the first text. */
export function drawNow(read: readonly ReadNow[]): readonly Block[] {
  const [{ looked: texts }] = read;
  const table: TableBlock = {
    kind: "table",
    caption: "What it writes now, for texts that it has not learned from",
    columns: [
      { title: "text" },
      { title: "date", align: "left" },
      ...read.map(({ name }) => ({ title: name, align: "left" as const })),
    ],
    rows: texts.map(({ text, iso }, i) => ({
      cells: [text, iso, ...read.map(({ looked }) => looked[i].written)],
      best: read.flatMap(({ looked }, at) => (looked[i].written === iso ? [2 + at] : [])),
    })),
  };
  const attending = read.find(({ looked }) => looked[0].attention.length > 0);
  if (attending === undefined) return [table];
  return [table, { ...drawAttention(attending.looked[0]), title: "Where it looks while it writes the first of them" }];
}
