// Compared runs as a page: the same tables as on a terminal, and the curves drawn.

import type { Block, DocumentVerdict, LinesBlock, ReportDocument, Role } from "@recurra/report";
import { counted, grouped, listed } from "recurra/words";
import { span } from "../terminal/amounts.ts";
import { printable } from "../terminal/terminal.ts";
import { settingName } from "../terminal/wording.ts";
import { besideNaive, type Compared, type Comparison, LETTERS, type Overlay } from "./comparison.ts";
import { formatMeasure, meanEpoch, naiveText, sumTraining, UNTESTED } from "./comparison-text.ts";
import { clipped, moment } from "./list.ts";
import { bestOf } from "./run-scores.ts";
import { settingText } from "./show.ts";

const ROLES: readonly Role[] = ["1", "2", "3", "4", "5", "6", "7"];
const MOST_CHARTS = 12;

export function comparisonDocument(compared: Comparison): ReportDocument {
  const { runs } = compared;
  const verdict = verdictOf(compared);
  return {
    title: `${runs.length} runs compared`,
    lead: `${lead(runs)}.`,
    ...(verdict !== undefined && { verdict }),
    sections: [
      { heading: "The runs", blocks: [runTable(runs)] },
      { heading: "What differs", blocks: [differences(compared)] },
      { heading: "Scores", blocks: scores(compared) },
      { heading: "Losses", blocks: losses(compared) },
      { heading: "Training time", blocks: [times(runs)] },
    ].filter(({ blocks }) => blocks.length > 0),
  };
}

/** "A and B: forecast Close, aapl.csv; C: lab denoise". */
function lead(runs: readonly Compared[]): string {
  const texts = [...new Set(runs.map(({ run }) => commandText(run)))];
  const lettersOf = (text: string): string[] =>
    runs.filter(({ run }) => commandText(run) === text).map(({ letter }) => letter);
  return texts.map((text) => `${listed(lettersOf(text))}: ${text}`).join("; ");
}

function commandText({ command, subject }: Compared["run"]): string {
  return clipped(subject === undefined ? command : `${command} ${subject}`, 60);
}

function verdictOf({ runs, reasons, best }: Comparison): DocumentVerdict | undefined {
  if (reasons.length > 0)
    return { tone: "even", outcome: "The scores are not comparable", sentences: reasons.map(printable) };
  if (best === undefined) return undefined;
  const { run } = runs[LETTERS.indexOf(best.letter)];
  return {
    tone: run.outcome?.tone ?? "even",
    outcome: `${best.letter} has the best ${best.measure}`,
    sentences: [...(run.outcome?.sentences.slice(0, 1).map(printable) ?? []), UNTESTED],
  };
}

function runTable(runs: readonly Compared[]): Block {
  return {
    kind: "table",
    caption: "The letters stand for these runs below",
    columns: [
      { title: "" },
      { title: "run", align: "left" },
      { title: "status", align: "left" },
      { title: "started", unit: "UTC", align: "left" },
    ],
    rows: runs.map(({ letter, run }) => ({
      cells: [letter, clipped(run.name, 64), run.status, run.started === undefined ? "–" : moment(run.started)],
    })),
  };
}

function differences({ runs, differences }: Comparison): Block {
  if (differences.length === 0) return { kind: "text", text: "Their settings, data and versions are the same." };
  return {
    kind: "table",
    caption: "Settings, data and versions that are not the same in all",
    columns: [{ title: "" }, ...runs.map(({ letter }) => ({ title: letter, align: "left" as const }))],
    rows: differences.map(({ name, values }) => ({
      cells: [
        clipped(settingName(name), 40),
        ...values.map((value) => (value === undefined ? "–" : settingText(value, 80))),
      ],
    })),
  };
}

function scores({ runs, missing, best }: Comparison): Block[] {
  const scored = runs.filter(({ run }) => run.scores !== undefined);
  const measures = [...new Set(scored.flatMap(({ run }) => run.scores?.measures.map(({ name }) => name) ?? []))];
  if (scored.length === 0) return [{ kind: "text", text: "None of the runs has scores." }];
  const over = new Set(scored.map(({ run }) => run.scores?.over));
  const [first] = over;
  return [
    {
      kind: "table",
      caption: `The best model of each run beside the best naive method on the same rows${over.size === 1 && first !== undefined ? `: ${printable(first)}` : ""}`,
      columns: [
        { title: "" },
        { title: "model", align: "left" },
        ...measures.map((title) => ({ title })),
        { title: "best naive", align: "left" },
        { title: "beside naive", align: "left" },
        { title: "outcome", align: "left" },
      ],
      rows: scored.map(({ letter, run }) => ({
        cells: [
          letter,
          clipped((run.scores && bestOf(run.scores, "model")?.name) ?? "–", 40),
          ...measures.map((name) => formatMeasure(run, name).replace(/^-$/, "–")),
          naiveText(run),
          besideNaive(run) ?? "–",
          run.outcome?.word ?? "–",
        ],
        ...(letter === best?.letter && { best: [2] }),
      })),
    },
    ...(missing === undefined ? [] : [{ kind: "note" as const, text: missing }]),
  ];
}

function losses({ overlays, lossNote, runs }: Comparison): Block[] {
  const drawn = overlays.slice(0, MOST_CHARTS).flatMap((overlay) => lines(overlay, runs));
  const rest = overlays.length - MOST_CHARTS;
  const notes = [
    ...(lossNote === undefined || drawn.length === 0 ? [] : [lossNote]),
    ...(rest > 0 ? [`${rest} more fits are not drawn.`] : []),
    ...runs.flatMap(({ letter, epochs: { note } }) => (note === undefined ? [] : [`${letter}: ${note}`])),
  ];
  return [...drawn, ...notes.map((text): Block => ({ kind: "note", text: plain(text) }))];
}

/** A text that holds no marks of a paragraph. */
function plain(text: string): string {
  return printable(text).replace(/[`*$]/g, "");
}

function lines({ title, kind, curves }: Overlay, runs: readonly Compared[]): LinesBlock[] {
  const drawn = curves.filter(({ values }) => values.some((value) => value !== null));
  if (drawn.length === 0) return [];
  const all = drawn.flatMap(({ values }) => values.filter((value) => value !== null));
  const [low, high] = [Math.min, Math.max].map((pick) => all.reduce((a, b) => pick(a, b)));
  const logarithmic = low > 0 && high / low > 30;
  const name = `${kind[0].toUpperCase()}${kind.slice(1)}`;
  return [
    {
      kind: "lines",
      title: title === "" ? name : `${name}, ${clipped(title, 60)}`,
      description: drawn
        .map(({ letter, values }) => `${letter}: ${counted(values.length, "epoch")}, least ${least(values)}`)
        .join("; "),
      x: { label: "epoch" },
      y: { label: logarithmic ? `${kind}, log scale` : kind, ...(logarithmic && { scale: "log" }) },
      lines: drawn.map(({ letter, values }) => ({
        label: `${letter}: ${commandName(runs, letter)}`,
        role: ROLES[LETTERS.indexOf(letter)],
        x: values.map((_, at) => at + 1),
        y: values,
      })),
    },
  ];
}

function least(values: readonly (number | null)[]): string {
  const numbers = values.filter((value) => value !== null);
  return String(Number(numbers.reduce((a, b) => Math.min(a, b)).toPrecision(4)));
}

function commandName(runs: readonly Compared[], letter: string): string {
  return clipped(runs[LETTERS.indexOf(letter)].run.name, 48);
}

function times(runs: readonly Compared[]): Block {
  return {
    kind: "table",
    caption: "Wall time; it depends on the machine and on what else it did",
    columns: [
      { title: "" },
      { title: "fits" },
      { title: "epochs" },
      { title: "training" },
      { title: "an epoch" },
      { title: "whole run" },
    ],
    rows: runs.map((compared) => {
      const total = sumTraining(compared);
      const { seconds } = compared.run;
      return {
        cells: [
          compared.letter,
          String(compared.epochs.phases.length),
          grouped(total.epochs),
          span(total.seconds),
          meanEpoch(total) ?? "–",
          seconds === undefined ? "–" : span(seconds),
        ],
      };
    }),
  };
}
