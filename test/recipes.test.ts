// The recipes of CONTRIBUTING.md: whoever adds a layer, a loss, a score or a setting and forgets a file finds here which.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { labs } from "@recurra/labs";
import { toOnnx } from "@recurra/onnx";
import { forecastReport } from "@recurra/report";
import { type ExperimentResult, type ExperimentSettings, experiment, type ForecasterOptions, Series } from "recurra";
import { moduleOf } from "recurra/nn";
import { expect, test } from "vitest";
import { forecastCommand } from "../packages/cli/src/forecast/command.ts";
import { flagOf } from "../packages/cli/src/terminal/wording.ts";
import { rivals } from "../packages/recurra/src/evaluation/rivals/rivals.ts";
import { experimentRules } from "../packages/recurra/src/experiment/settings.ts";
import * as likelihoods from "../packages/recurra/src/kernels/reference/likelihoods.ts";
import * as references from "../packages/recurra/src/kernels/reference/losses.ts";
import { pickOptions } from "../packages/recurra/src/nn/form/architecture.ts";
import * as nn from "../packages/recurra/src/nn/index.ts";
import { listSources, sourceOf } from "./sources.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, "utf8");

/** The first cells of a page's tables, without what is in brackets, and of cells with several names each. */
function rowNames(page: string, heading = ""): string[] {
  const text = read(page);
  const from = heading === "" ? 0 : text.indexOf(`\n${heading}\n`);
  expect(from).toBeGreaterThan(-1);
  const end = text.indexOf("\n## ", from + 1);
  const section = heading === "" ? text : text.slice(from, end < 0 ? undefined : end);
  return [...section.matchAll(/^\| (.+?) +\|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`(\w+)|^([A-Za-z]+)$/g)].map(([, code, word]) => code ?? word),
  );
}

const isModule = (value: unknown): boolean => typeof value === "function" && value.prototype instanceof nn.Module;
const layers = Object.entries(nn)
  .filter(([, value]) => isModule(value))
  .map(([name]) => name);
const losses = Object.keys(nn).filter((name) => name.endsWith("Loss"));

/** A layer of this name as plain data, as a model file holds it. It takes three features. */
function formOf(type: string): nn.Architecture {
  if (type === "Sequential") return { type, layers: { 0: { type: "ReLU" } } };
  const dense = {
    inFeatures: 3,
    outFeatures: 3,
    numEmbeddings: 3,
    embeddingDim: 3,
    embedDim: 3,
    numHeads: 1,
    queryDim: 3,
    memoryDim: 3,
    normalizedShape: [3],
    ...{ inChannels: 3, outChannels: 3, kernelSize: 1, hiddenDim: 3, numFeatures: 3 },
  };
  const cell = { type: "GRUCell", inputSize: 3, hiddenSize: 3 };
  const cells = { RecurrentOf: { cell }, Bidirectional: { cell, reverseCell: cell } };
  if (type in cells) return { type, ...cells[type as keyof typeof cells] } as never;
  const sizes = { ...dense, inputSize: 3, hiddenSize: 3, lookback: 4, horizon: 2 };
  return JSON.parse(JSON.stringify({ type, ...pickOptions(type as nn.Architecture["type"], sizes) }));
}

test("every layer has a form that model files hold: nn/form/architecture.ts, nn/form/module-of.ts", () => {
  expect(layers.length).toBeGreaterThan(9);
  for (const name of layers) {
    const module = nn.moduleOf(formOf(name));
    expect(module.constructor.name).toBe(name);
    const form = nn.architectureOf(module);
    const shapes = [...module.namedParameters()].map(([path, { shape }]) => [path, shape]);
    expect([...nn.parameterShapes(form)]).toEqual(shapes);
  }
});

test("every layer is said in nodes of ONNX: packages/onnx/src/layer-nodes.ts", () => {
  // Layers that no graph can have would be listed here, with the code of the error that says so.
  const refused: Readonly<Record<string, string>> = Object.fromEntries(
    ["RNNCell", "LSTMCell", "GRUCell"].map((cell) => [cell, "ONNX_MODULE"]),
  );
  const alone = ["EncoderDecoder", "ForecastNetwork"];
  const found = layers.map((name) => {
    const form = formOf(name);
    // Behind a layer that says how many features there are.
    const network = alone.includes(name) ? form : { type: "Sequential", layers: { 0: formOf("GRU"), 1: form } };
    const module = moduleOf(network as nn.Architecture);
    try {
      return [name, toOnnx(module, name === "EncoderDecoder" ? { horizon: 2 } : {}).length > 50];
    } catch (error) {
      return [name, (error as { code?: string }).code ?? String(error)];
    }
  });
  expect(found).toEqual(layers.map((name) => [name, refused[name] ?? true]));
});

test("every layer is made in a test of the networks", () => {
  const folder = sourceOf("recurra");
  const tests = listSources(folder, { tests: true }).filter((file) => /^nn\/.*\.(test|conformance)\.ts$/.test(file));
  const text = tests.map((file) => readFileSync(`${folder}/${file}`, "utf8")).join("\n");
  expect(layers.filter((name) => !text.includes(`new ${name}(`))).toEqual([]);
});

test("every layer has a row in docs/loops.md and, for its options, in docs/model-files.md", () => {
  const lists = rowNames("docs/loops.md", "## A list of layers");
  const forms = rowNames("docs/model-files.md", "## Architecture");
  // What a Forecaster trains is not put together by hand.
  expect(layers.filter((name) => !lists.includes(name) && name !== "ForecastNetwork")).toEqual([]);
  expect(layers.filter((name) => !forms.includes(name))).toEqual([]);
});

test("every loss has a float64 reference, numbers of PyTorch and a row in docs/loops.md", () => {
  expect(losses.length).toBeGreaterThan(4);
  expect(losses.filter((name) => !(name in references) && !(name in likelihoods))).toEqual([]);
  const compared = ["losses", "likelihoods"]
    .map((kind) => read(`packages/recurra/src/nn/losses/${kind}.fixture.test.ts`))
    .join("");
  expect(losses.filter((name) => !compared.includes(name))).toEqual([]);
  expect(losses.filter((name) => !rowNames("docs/loops.md", "## A list of layers").includes(name))).toEqual([]);
});

test("docs/training.md names the losses whose batches train() cuts: those that say that they are a mean over the samples", () => {
  const known = losses.filter((name) =>
    nn.isMeanOverSamples((nn as Record<string, unknown>)[name] as typeof nn.l1Loss),
  );
  const [, told] = /the loss is ([^.]+?) itself/.exec(read("docs/training.md").replace(/\s+/g, " "))!;
  expect([...told.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort()).toEqual(known.sort());
});

const values = Array.from({ length: 60 }, (_, i) => 20 + Math.abs((i % 8) - 4) + (i % 3) / 4);
let result: ExperimentResult | undefined;
const small = { horizon: 2, lookback: 4, hiddenSize: 2, epochs: 1 };
for await (const event of experiment(Series.fromColumns({ load: values }), small)) {
  if (event.type === "result") result = event.result;
}

test("every score is described in docs/evaluation.md and shown by the command line and the report", () => {
  const { name: _, words: __, kind: ___, perStep: ____, ...scores } = result!.backtest.scores[0];
  const names = Object.keys(scores);
  expect(names).toContain("mae");
  const lower = (words: Iterable<string>): string[] => [...words].map((word) => word.toLowerCase());
  const described = lower(rowNames("docs/evaluation.md", "## Scores"));
  // The README shows what the command line prints, which a test of the command line holds true.
  const printed = lower(/^ +(MAE .*)$/m.exec(read("README.md"))![1].split(/ +/));
  const page = forecastReport({ ...result!, files: {}, versions: {} });
  const drawn = lower([...page.matchAll(/<th scope="col">(\w+) /g)].map(([, head]) => head));
  for (const shown of [described, printed, drawn]) expect(names.filter((name) => !shown.includes(name))).toEqual([]);
});

/** What a Forecaster may be told and an experiment may not: nothing, or this does not compile. */
const untold: Exclude<keyof ForecasterOptions, keyof ExperimentSettings>[] = [];

test("every setting of a forecast has a row in docs/experiment.md, and no row is of none", () => {
  expect(untold).toEqual([]);
  const settings = Object.keys(experimentRules);
  expect(
    rowNames("docs/experiment.md", "## Settings")
      .filter((name) => name !== "setting")
      .sort(),
  ).toEqual(settings.toSorted());
});

test("every text that the command line reads for a forecast has a flag, and every flag is read", () => {
  const fields = ["forecast/option-texts.ts", "input/csv-settings.ts"].map((file) => {
    const [, body] = /interface \w+OptionTexts[^{]*\{([^}]*)\}/.exec(read(`packages/cli/src/${file}`))!;
    return [...body.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name);
  });
  const flags = forecastCommand(() => {}).options.map((option) => option.attributeName());
  // --time and --no-time are one text.
  expect([...new Set(flags)].sort()).toEqual(fields.flat().sort());
});

test("errors say every setting by its flag, where the command line has one: packages/cli/src/terminal/wording.ts", () => {
  const flags = forecastCommand(() => {}).options.map(({ long }) => long);
  const unsaid = Object.keys(experimentRules).filter((name) => !flags.includes(flagOf(name)));
  // A program's alone; what is left out by --no-linear; the mode has a flag for each of its values.
  expect(unsaid).toEqual(["untrained", "clipNorm", "loss", "anchor", "skip", "linear", "mode"]);
});

test("every folder of a lab is a lab of the list: packages/labs/src/index.ts", () => {
  const folder = `${root}/packages/labs/src`;
  const made = readdirSync(folder).filter((name) => isLab(`${folder}/${name}`));
  expect(made.sort()).toEqual(labs.map(({ name }) => name).sort());
});

/** Whether the folder's main file, named like it, has a Lab. */
function isLab(folder: string): boolean {
  const main = `${folder}/${basename(folder)}.ts`;
  return existsSync(main) && /^export const \w+: Lab</m.test(readFileSync(main, "utf8"));
}

test("docs/evaluation.md has a row for every rival", () => {
  const page = read("docs/evaluation.md");
  const from = page.indexOf("\n## Rivals\n");
  const section = page.slice(from, page.indexOf("\n## ", from + 1));
  const rows = [...section.matchAll(/^\| (.+?) +\|/gm)].flatMap(([, cell]) => cell.split(", "));
  const week = { rows: 7, name: "a week", found: true };
  const all = rivals({ seasons: [week] }).map(({ name }) => name);
  expect(all.filter((name) => !rows.includes(name))).toEqual([]);
});
