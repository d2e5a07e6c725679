// `recurra runs show RUN`: one run on a screen.

import { counted, grouped } from "recurra/words";
import { entriesAt, numberAt, textAt } from "../input/json-value.ts";
import { resumeCommand } from "../run/resume-command.ts";
import { figure, size, span } from "../terminal/amounts.ts";
import { type Curve, drawChart, joinBeside } from "../terminal/curve.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import { fitTable } from "../terminal/fitting-table.ts";
import { formatTable } from "../terminal/table.ts";
import { printable, styled, terminalWidth, wrap } from "../terminal/terminal.ts";
import { version } from "../terminal/version.ts";
import { settingName } from "../terminal/wording.ts";
import { runJson, scoresJson } from "./json.ts";
import { clipped, moment, statusStyle, toneStyle } from "./list.ts";
import { type RunEpochs, type RunPhase, readEpochs } from "./run-epochs.ts";
import { isBetter, type RunScores } from "./run-scores.ts";
import type { RunSummary } from "./run-summary.ts";
import { runNamed, runsIn } from "./runs-in.ts";
import type { RunsTexts } from "./settings.ts";

/** Runs the command; returns the exit code. */
export function showRun(word: string | undefined, texts: RunsTexts): number {
  const now = Date.now();
  const run = word === undefined ? newest(texts.in, now) : runNamed(word, texts.in, now);
  const epochs = readEpochs(run.path);
  process.stdout.write(texts.json ? showJson(run, epochs) : showText(run, epochs, now, terminalWidth()));
  return exitCode.done;
}

function newest(folder: string, now: number): RunSummary {
  const [run] = runsIn(folder, now).runs;
  if (run === undefined) {
    throw new UsageError("RUN_NOT_FOUND", "", `there are no runs in ${folder}/`, {
      remedies: ["name a run", ["name another folder with ", { option: "in" }]],
    });
  }
  return run;
}

function showJson(run: RunSummary, { phases, note }: RunEpochs): string {
  const { record, outcome, scores, files } = run;
  const document = {
    format: "recurra-run-summary/1",
    ...runJson(run),
    verdict: outcome ?? null,
    scores: scoresJson(scores),
    settings: Object.fromEntries(entriesAt(record.json, "settings")),
    seed: numberAt(record.json, "seed") ?? null,
    mode: textAt(record.json, "mode") ?? null,
    versions: Object.fromEntries(entriesAt(record.json, "versions")),
    toBeat: toBeatOf(run) ?? null,
    training: phases,
    note: note ?? null,
    files: files.map(({ name, bytes }) => ({ name, bytes })),
    resume: resumeOf(run) ?? null,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The command that goes on with a run that stopped; undefined where nothing can, as with labs and runs of another version. */
export function resumeOf({ record, status, path }: RunSummary): string | undefined {
  const stopped = status === "interrupted" || status === "failed";
  const kept = record.id !== undefined && record.data?.path !== undefined && record.options !== undefined;
  const can = stopped && kept && record.command === "forecast" && record.recurra === version();
  return can ? resumeCommand(path) : undefined;
}

/** What to do with a run that stopped; undefined where there is nothing to do. */
function nextStep(run: RunSummary): string | undefined {
  const { status, record } = run;
  if (status === "done" || status === "running") return undefined;
  const resume = resumeOf(run);
  const words = status === "failed" ? "Once the cause is gone, go on with it" : "Go on with it";
  if (resume !== undefined) return `${words}: ${styled("bold", resume)}`;
  if (record.lab !== undefined)
    return `A lab does not go on from where it stopped. Start it anew: ${labCommand(record.lab)}`;
  return undefined;
}

function labCommand(lab: string): string {
  return styled("bold", `recurra lab ${printable(lab)}`);
}

/** What a network of the backtest fit had to beat, as run.json tells it. */
interface ToBeat {
  readonly name: string;
  readonly loss: number;
}

function toBeatOf({ record: { json } }: RunSummary): ToBeat | undefined {
  const [name, loss] = [textAt(json, "toBeat", "name"), numberAt(json, "toBeat", "loss")];
  return name === undefined || loss === undefined ? undefined : { name, loss };
}

const MARGIN = 11;

/** A line with its title in the margin. */
function fact(title: string, text: string, width: number): string {
  const lines = wrap(text, width, " ".repeat(MARGIN));
  return styled("dim", title.padEnd(MARGIN)) + lines.slice(MARGIN);
}

/** All that is known of the run, with a line end at its end. */
export function showText(run: RunSummary, { phases, note }: RunEpochs, now: number, width: number): string {
  const { outcome, scores } = run;
  const blocks = [
    head(run, now, width).join("\n"),
    ...(phases.length === 0 ? [] : [training(phases, width, toBeatOf(run)).join("\n")]),
    ...(note === undefined ? [] : [styled("yellow", wrap(note, width))]),
    ...(scores === undefined ? [] : [scoreTable(scores, width).join("\n")]),
    ...(outcome === undefined
      ? []
      : [
          [
            styled("bold", styled(toneStyle[outcome.tone], wrap(printable(outcome.headline), width))),
            ...outcome.sentences.map((sentence) => wrap(printable(sentence), width)),
          ].join("\n"),
        ]),
    fileLines(run, width),
  ];
  const next = nextStep(run);
  if (next !== undefined) blocks.push(next);
  return `\n${blocks.join("\n\n")}\n\n`;
}

function head(run: RunSummary, now: number, width: number): string[] {
  const { name, command, subject, record, status, reason, seconds } = run;
  const { json, data, resumed } = record;
  const rows = numberAt(json, "data", "rows");
  const horizon = numberAt(json, "settings", "horizon");
  const ahead = record.lab === undefined && horizon !== undefined ? `, ${counted(horizon, "row")} ahead` : "";
  const title = wrap(printable(`${command}${subject === undefined ? "" : ` ${subject}`}${ahead}`), width);
  const told = [
    styled(statusStyle[status], status),
    startText(run, now),
    ...(resumed > 0 ? [`gone on with ${resumed === 1 ? "once" : counted(resumed, "time")}`] : []),
    ...(seconds === undefined ? [] : [status === "running" ? `for ${span(seconds)} so far` : `took ${span(seconds)}`]),
  ].filter((text) => text !== "");
  const made = [
    ...(record.recurra === undefined ? [] : [`recurra ${record.recurra}`]),
    ...(textAt(json, "versions", "node") === undefined ? [] : [`Node ${textAt(json, "versions", "node")}`]),
    ...(textAt(json, "mode") === undefined ? [] : [`${textAt(json, "mode")} arithmetic`]),
    ...(numberAt(json, "threads") === undefined ? [] : [counted(numberAt(json, "threads") ?? 0, "thread")]),
  ];
  return [
    styled("bold", wrap(printable(name), width)),
    title,
    "",
    fact("status", told.join(", "), width + told[0].length - status.length),
    ...(reason === undefined ? [] : [fact("", printable(reason), width)]),
    ...(data === undefined
      ? []
      : [
          fact("data", printable(`${data.file}${rows === undefined ? "" : `, ${counted(rows, "row")}`}`), width),
          fact("", `sha256 ${data.sha256}`, width),
        ]),
    settingsText(json, width),
    ...(made.length === 0 ? [] : [fact("made by", printable(made.join(", ")), width)]),
  ];
}

function startText({ started }: RunSummary, now: number): string {
  if (started === undefined) return "";
  const today = moment(now).slice(0, 10) === moment(started).slice(0, 10);
  return `started ${today ? `today at ${moment(started).slice(11)}` : moment(started)} UTC`;
}

/** "cell: lstm, hidden: 32, ...": names as the options have them, values as run.json does; no line ends between a name and its value. */
function settingsText(json: unknown, width: number): string {
  const all = entriesAt(json, "settings").map(
    ([name, value]) => `${clipped(settingName(name), 40)}: ${settingText(value, 60)}`,
  );
  const text = all.map((setting) => setting.replaceAll(" ", "\u00a0")).join(", ");
  return fact("settings", text || "-", width).replaceAll("\u00a0", " ");
}

/** A setting's value for a reader. */
export function settingText(value: unknown, most: number): string {
  if (value === null || value === "") return "none";
  if (typeof value === "string") return clipped(value, most);
  const list = Array.isArray(value) && value.every((item) => typeof item === "string" || typeof item === "number");
  return clipped(list ? `[${value.join(", ")}]` : JSON.stringify(value), most);
}

const MOST_PHASES = 12;
const MOST_CHARTS = 3;

/** Whether no epoch was better than the untrained network. */
const isUntrained = ({ bestEpoch, untrainedLoss }: RunPhase): boolean => bestEpoch === 0 && untrainedLoss !== undefined;

/** What each fit came to, and the losses of the first few in signs. */
function training(phases: readonly RunPhase[], width: number, toBeat: ToBeat | undefined): string[] {
  const shown = phases.slice(0, MOST_PHASES);
  const loss = (value: number | null | undefined): string =>
    value === null || value === undefined ? "-" : figure(value);
  const columns = [
    { title: "fit", cells: shown.map(({ name }) => clipped(name, 40)) },
    { title: "epochs", cells: shown.map(({ trainLoss }) => grouped(trainLoss.length)) },
    {
      title: "best",
      cells: shown.map((phase) =>
        isUntrained(phase) ? "untrained" : phase.bestEpoch === 0 ? "-" : String(phase.bestEpoch),
      ),
    },
    { title: "training loss", cells: shown.map(({ trainLoss, bestEpoch }) => loss(trainLoss[bestEpoch - 1])) },
    {
      title: "validation loss",
      cells: shown.map((phase) =>
        loss(isUntrained(phase) ? phase.untrainedLoss : phase.validationLoss[phase.bestEpoch - 1]),
      ),
    },
    { title: "time", cells: shown.map(({ seconds }) => span(seconds)) },
  ];
  const [titles, ...rows] = formatTable(columns, width);
  const rest = phases.length - shown.length;
  const judged = phases.filter((phase) => phase.validationLoss.length > 0);
  const charted = (judged.length > 0 ? judged : phases).slice(0, MOST_CHARTS);
  return [
    styled("dim", titles),
    ...rows,
    ...(rest > 0 ? [styled("dim", `and ${grouped(rest)} more`)] : []),
    ...charted.flatMap((phase) => {
      const lines = charts(
        phase,
        width,
        charted.length > 1 ? 6 : 9,
        phase.name === "backtest fit" ? toBeat : undefined,
      );
      const title = phases.length > 1 ? [clipped(phase.name, width)] : [];
      return lines.length === 0 ? [] : ["", ...title, ...lines];
    }),
  ];
}

/** Fewer epochs say no more than the table. */
const LEAST_EPOCHS = 3;
const BETWEEN = 4;

/** Both losses on one scale; side by side where that would make lines of them, for want of a common height. */
function charts(
  { trainLoss, validationLoss }: RunPhase,
  width: number,
  rows: number,
  toBeat: ToBeat | undefined,
): string[] {
  if (trainLoss.length < LEAST_EPOCHS) return [];
  const train: Curve = { name: "training loss", mark: "·", values: trainLoss };
  const only: Curve = { ...train, mark: "•" };
  if (validationLoss.length === 0) return drawChart([only], width, rows);
  const paint = (text: string): string => styled("blue", text);
  const validation: Curve = { name: "validation loss", mark: "•", values: validationLoss, paint };
  const rival: Curve[] =
    toBeat === undefined
      ? []
      : [
          {
            name: `to beat: ${clipped(toBeat.name, 40)}, ${figure(toBeat.loss)}`,
            mark: "-",
            values: trainLoss.map(() => toBeat.loss),
          },
        ];
  if (!areApart(trainLoss, validationLoss)) return drawChart([validation, train, ...rival], width, rows);
  const half = Math.floor((width - BETWEEN) / 2);
  const [left, right] = [drawChart([validation, ...rival], half, rows), drawChart([only], half, rows)];
  return width < 70 ? [...left, "", ...right] : joinBeside(left, right, BETWEEN);
}

/** Whether the values of both lie so far from each other that neither could be read on a common scale. */
function areApart(one: readonly (number | null)[], other: readonly (number | null)[]): boolean {
  const [a, b] = [one, other].map((values) => {
    const numbers = values.filter((value) => value !== null);
    return {
      low: numbers.reduce((x, y) => Math.min(x, y), 1 / 0),
      high: numbers.reduce((x, y) => Math.max(x, y), -1 / 0),
    };
  });
  const all = Math.max(a.high, b.high) - Math.min(a.low, b.low);
  return all > 3 * Math.max(a.high - a.low, b.high - b.low);
}

/** The models above the naive methods; the best of each measure is green. */
function scoreTable({ measures, methods, over }: RunScores, width: number): string[] {
  const lines = fitTable(
    [
      {
        title: "",
        cells: methods.map(({ name }) => clipped(name, 40)),
        paint: (text, row) => styled(methods[row].kind === "model" ? "bold" : "dim", text),
      },
      ...measures.map((measure, at) => {
        const values = methods.map(({ values }) => values[at] ?? null);
        const best = values.reduce((a, b) => (a === null || (b !== null && isBetter(measure, b, a)) ? b : a), null);
        return {
          title: measure.name,
          cells: values.map((value) => (value === null ? "-" : figure(value))),
          paint: (text: string, row: number) => (best !== null && values[row] === best ? styled("green", text) : text),
        };
      }),
    ],
    width,
  );
  const [titles, ...rows] = lines;
  return [...(over === undefined ? [] : [wrap(printable(`Scores: ${over}`), width)]), styled("dim", titles), ...rows];
}

function fileLines({ path, files, bytes }: RunSummary, width: number): string {
  const list = files.map((file) => `${clipped(file.name, 60)} (${size(file.bytes)})`).join(", ");
  return styled("dim", wrap(`In ${printable(path)}/, ${size(bytes)}: ${list}`, width));
}
