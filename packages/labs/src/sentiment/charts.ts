// The pictures of the sentiment lab.
import type { HeatBlock, LinesBlock, PanelsBlock, PassagesBlock } from "@recurra/report";
import { confusionMatrix } from "recurra/evaluation";
import { percent } from "recurra/words";
import { PADDING } from "./data.ts";
import type { Followed, SentimentFound } from "./found.ts";
import { kinds, type Sentence, shortTitleOf, titleOf } from "./grammar.ts";
import type { Scored } from "./score.ts";

const MEANT = ["blame", "praise"] as const;

export function drawLosses({ trainLosses, validationLosses }: SentimentFound): LinesBlock {
  const x = trainLosses.map((_, i) => i + 1);
  return {
    kind: "lines",
    title: "Loss by epoch (binary cross-entropy)",
    description: "The loss of the training and of the validation sentences.",
    x: { label: "epoch" },
    y: { label: "loss", domain: [0, Math.max(...trainLosses, ...validationLosses, Math.LN2) * 1.05] },
    lines: [
      { label: "training", role: "input", x, y: trainLosses },
      { label: "validation", role: "model", x, y: validationLosses },
    ],
    rules: [{ label: "a coin: log 2", y: Math.LN2 }],
  };
}

/** A padded batch: its words, its numbers, its lengths. */
export function writeBatch(shown: readonly Sentence[]): string {
  const steps = Math.max(...shown.map(({ words }) => words.length));
  const cells = shown.map(({ words }) => Array.from({ length: steps }, (_, t) => words[t] ?? PADDING));
  const widths = Array.from({ length: steps }, (_, t) => Math.max(...cells.map((row) => row[t].length)));
  return cells
    .map((row, i) => `${row.map((word, t) => word.padEnd(widths[t])).join(" ")}   length ${shown[i].words.length}`)
    .join("\n");
}

/** The numbers that the embedding reads, with the mask as colour. */
export function drawMask({ shown, numbers }: SentimentFound): HeatBlock {
  const steps = numbers[0].length;
  return {
    kind: "heat",
    title: "The mask of this batch: 1 where there is a word, 0 where there is padding",
    description: "Rows of ones that end where each sentence ends; zeros fill them up to the longest.",
    x: { label: "step" },
    columns: Array.from({ length: steps }, (_, t) => t + 1),
    grids: [
      {
        title: "",
        rowsLabel: "sentence",
        rows: shown.map(({ words }) => Array.from({ length: steps }, (_, t) => (t < words.length ? 1 : 0))),
      },
    ],
    colors: "sequential",
    domain: [0, 1],
    legend: "mask",
  };
}

export function drawPadding({ padded }: SentimentFound): PanelsBlock {
  return {
    kind: "panels",
    title: "The same sentences with more and more padding behind them",
    description: "With lengths the answer stays where it is; without them it drifts with the padding.",
    x: { label: "places of padding" },
    y: { label: "probability of praise", domain: [0, 1] },
    panels: padded.slice(0, 4).map(({ sentence, masked, unmasked, trainedUnmasked }) => {
      const x = masked.map((_, i) => i);
      return {
        title: `${sentence.words.join(" ")} (${MEANT[sentence.meaning]})`,
        lines: [
          { label: "with lengths", role: "model" as const, x, y: masked },
          { label: "the same weights without", role: "naive" as const, x, y: unmasked },
          { label: "trained without", role: "3" as const, x, y: trainedUnmasked },
        ],
      };
    }),
  };
}

export function drawConfusion({ network, rival, testing }: SentimentFound): HeatBlock {
  const counts = ({ probabilities }: Scored) =>
    confusionMatrix(
      testing.map(({ meaning }) => meaning as number),
      Array.from(probabilities, (p) => (p > 0.5 ? 1 : 0)),
      2,
    );
  const grids = [network, rival].map((one) => ({
    title: one.name,
    rowsLabel: "is",
    rowNames: MEANT,
    rows: counts(one),
    showValues: true,
  }));
  return {
    kind: "heat",
    title: "Test sentences by what they are (rows) and what they were taken for (columns)",
    description: "Counts of sentences; the right answers are on the diagonal.",
    x: { label: "taken for" },
    columns: [1, 2],
    columnNames: MEANT,
    grids,
    colors: "sequential",
    domain: [0, Math.max(1, ...grids.flatMap(({ rows }) => rows.flatMap((row) => [...row])))],
    legend: "sentences",
  };
}

export function drawKinds({ network, rivals, unmasked, trainedUnmasked }: SentimentFound): HeatBlock {
  const answers = [network, unmasked, trainedUnmasked, ...rivals];
  const names = kinds.map(shortTitleOf);
  return {
    kind: "heat",
    title: "Right answers in each kind of sentences (%)",
    description: "A row for each way to answer, a column for each kind of sentences.",
    x: { label: "kind" },
    columns: kinds.map((_, i) => i + 1),
    columnNames: names,
    grids: [
      {
        title: "",
        rowsLabel: "",
        rowNames: answers.map(({ name }) => name),
        rows: answers.map(({ byKind }) => kinds.map((kind) => Math.round(100 * (byKind[kind] ?? Number.NaN)))),
        showValues: true,
      },
    ],
    colors: "sequential",
    domain: [0, 100],
    legend: "right (%)",
  };
}

/** Sentences word by word, each with the probability of praise after it in percent. */
export function drawFollowed(title: string, followed: readonly Followed[]): PassagesBlock {
  return {
    kind: "passages",
    title,
    description: "The probability of praise after each word, in percent.",
    passages: followed.map(({ sentence, after }) => {
      const sure = after[after.length - 1];
      const said = `taken for ${MEANT[sure > 0.5 ? 1 : 0]}, ${percent(sure > 0.5 ? sure : 1 - sure)}`;
      return {
        label: `${titleOf(sentence.kind)}: ${MEANT[sentence.meaning]}, ${said}`,
        pieces: sentence.words,
        values: after.map((p) => Math.round(100 * p)),
        showValues: true,
      };
    }),
    colors: "diverging",
    domain: [0, 100],
    legend: "probability of praise (%)",
  };
}
