// Compared runs as text for a terminal.

import { grouped } from "recurra/words";
import { figure, span } from "../terminal/amounts.ts";
import { drawChart } from "../terminal/curve.ts";
import { fitTable } from "../terminal/fitting-table.ts";
import type { Column } from "../terminal/table.ts";
import { printable, type Style, styled, wrap } from "../terminal/terminal.ts";
import { settingName } from "../terminal/wording.ts";
import { besideNaive, type Compared, type Comparison, LETTERS } from "./comparison.ts";
import { clipped, moment, statusStyle, toneStyle } from "./list.ts";
import { bestOf } from "./run-scores.ts";
import { settingText } from "./show.ts";

const STYLES: readonly Style[] = ["blue", "yellow", "green", "magenta", "cyan", "red", "bold"];
const MOST_CHARTS = 3;

/** A letter in its colour. */
function paintLetter(letter: string): string {
  return styled(STYLES[LETTERS.indexOf(letter)], letter);
}

/** The whole text, with a line end at its end. */
export function comparisonText(compared: Comparison, width: number): string {
  const { runs, differences } = compared;
  const blocks = [
    joinHeaded(runLines(runs), width),
    ...(differences.length === 0
      ? ["Their settings, data and versions are the same."]
      : [`${heading("What differs")}\n${joinHeaded(differenceColumns(compared), width)}`]),
    scores(compared, width),
    `${heading("Training")}\n${joinHeaded(trainingColumns(runs), width)}`,
    ...charts(compared, width),
  ];
  return `\n${blocks.join("\n\n")}\n\n`;
}

function heading(text: string): string {
  return styled("bold", text);
}

function joinHeaded(columns: readonly Column[], width: number): string {
  const lines = fitTable(columns, width);
  const titles = Math.max(...columns.map(({ title }) => title.split("\n").length));
  return lines
    .map((line, at) => (at < titles && columns.some(({ title }) => title !== "") ? styled("dim", line) : line))
    .join("\n");
}

function letterColumn(runs: readonly Compared[]): Column {
  return { title: "", cells: runs.map(({ letter }) => letter), paint: paintLetter };
}

function left(
  title: string,
  runs: readonly Compared[],
  cell: (run: Compared) => string,
  paint?: Column["paint"],
): Column {
  return { title, cells: runs.map(cell), align: "left", paint };
}

function runLines(runs: readonly Compared[]): Column[] {
  return [
    letterColumn(runs),
    left("run", runs, ({ run }) => clipped(run.name, 64)),
    left(
      "status",
      runs,
      ({ run }) => run.status,
      (text, row) => styled(statusStyle[runs[row].run.status], text),
    ),
    left("started, UTC", runs, ({ run }) => (run.started === undefined ? "-" : moment(run.started))),
  ];
}

function differenceColumns({ runs, differences }: Comparison): Column[] {
  const names = differences.map(({ name }) => clipped(settingName(name), 40));
  return [
    { title: "", cells: names },
    ...runs.map(
      ({ letter }, at): Column => ({
        title: letter,
        cells: differences.map(({ values }) => (values[at] === undefined ? "-" : settingText(values[at], 60))),
        align: "left",
      }),
    ),
  ];
}

function scores({ runs, reasons, missing, best }: Comparison, width: number): string {
  const scored = runs.filter(({ run }) => run.scores !== undefined);
  const warning = styled("yellow", wrap(printable(`The scores are not comparable. ${reasons.join(" ")}`), width));
  return [
    heading("Scores"),
    ...(reasons.length === 0 ? [] : [warning]),
    ...(scored.length === 0 ? [] : [joinHeaded(scoreColumns(scored, best?.letter), width)]),
    ...(missing === undefined ? [] : [styled("yellow", missing)]),
    ...(best === undefined ? [] : [wrap(bestSentence(best), width)]),
  ].join("\n");
}

/** What the best score does not say. */
export const UNTESTED = "Whether the runs differ by more than chance was not tested.";

function bestSentence({ letter, score, measure }: NonNullable<Comparison["best"]>): string {
  return `${letter} has the best ${measure}, ${figure(score.value)}. ${UNTESTED}`;
}

function scoreColumns(runs: readonly Compared[], best: string | undefined): Column[] {
  const names = [...new Set(runs.flatMap(({ run }) => run.scores?.measures.map(({ name }) => name) ?? []))];
  return [
    letterColumn(runs),
    left("model", runs, ({ run }) => clipped((run.scores && bestOf(run.scores, "model")?.name) ?? "-", 30)),
    ...names.map(
      (name, at): Column => ({
        title: name,
        cells: runs.map(({ run }) => formatMeasure(run, name)),
        paint: (text, row) => (at === 0 && runs[row].letter === best ? styled("bold", styled("green", text)) : text),
      }),
    ),
    left(
      "best naive",
      runs,
      ({ run }) => naiveText(run),
      (text) => styled("dim", text),
    ),
    left("beside naive", runs, ({ run }) => besideNaive(run) ?? "-"),
    left(
      "outcome",
      runs,
      ({ run }) => run.outcome?.word ?? "-",
      (text, row) => {
        const { outcome } = runs[row].run;
        return outcome === undefined ? text : styled(toneStyle[outcome.tone], text);
      },
    ),
  ];
}

/** A measure of a run's best model. */
export function formatMeasure({ scores }: Compared["run"], measure: string): string {
  const at = scores?.measures.findIndex(({ name }) => name === measure) ?? -1;
  const best = scores && bestOf(scores, "model");
  const value = scores?.methods.find(({ kind, name }) => kind === "model" && name === best?.name)?.values[at];
  return value === undefined || value === null ? "-" : figure(value);
}

export function naiveText({ scores }: Compared["run"]): string {
  const best = scores && bestOf(scores, "naive");
  return best ? `${figure(best.value)} ${clipped(best.name, 30)}` : "-";
}

/** Epochs of all fits, and their time. */
export function sumTraining({ epochs: { phases } }: Compared): { readonly epochs: number; readonly seconds: number } {
  return {
    epochs: phases.reduce((sum, { trainLoss }) => sum + trainLoss.length, 0),
    seconds: phases.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** The mean time of an epoch; undefined where there was none. */
export function meanEpoch({ epochs, seconds }: ReturnType<typeof sumTraining>): string | undefined {
  return epochs === 0 ? undefined : span(seconds / epochs);
}

function trainingColumns(runs: readonly Compared[]): Column[] {
  const right = (title: string, cell: (run: Compared) => string): Column => ({ title, cells: runs.map(cell) });
  return [
    letterColumn(runs),
    right("fits", ({ epochs }) => String(epochs.phases.length)),
    right("epochs", (run) => grouped(sumTraining(run).epochs)),
    right("training", (run) => span(sumTraining(run).seconds)),
    right("an epoch", (run) => meanEpoch(sumTraining(run)) ?? "-"),
    right("whole run", ({ run }) => (run.seconds === undefined ? "-" : span(run.seconds))),
  ];
}

function charts({ overlays, lossNote, runs }: Comparison, width: number): string[] {
  const drawn = overlays.slice(0, MOST_CHARTS).flatMap(({ title, kind, curves }) => {
    const marks = curves.map(({ letter, values }) => ({ name: "", mark: letter, values, paint: paintLetter }));
    const lines = drawChart(marks, width, overlays.length > 1 ? 8 : 12);
    if (lines.length === 0) return [];
    const name = title === "" ? "" : `, ${clipped(title, 60)}`;
    return [[heading(`${kind[0].toUpperCase()}${kind.slice(1)}${name}`), ...lines].join("\n")];
  });
  const rest = overlays.length - MOST_CHARTS;
  const notes = [
    ...(lossNote === undefined || drawn.length === 0 ? [] : [lossNote]),
    ...(rest > 0 ? [`${rest} more fits are on the page that --out writes.`] : []),
    ...runs.flatMap(({ letter, epochs: { note } }) => (note === undefined ? [] : [`${letter}: ${note}`])),
  ];
  return [...drawn, ...notes.map((note) => styled("yellow", wrap(printable(note), width)))];
}
