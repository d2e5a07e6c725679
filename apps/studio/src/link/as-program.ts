// A forecast as the program on the library that does the same, to the bit.
import { asksPretrained } from "./pretrained-part.ts";
import { experimentOf, namesIn, readingOf } from "./reading.ts";
import type { RunLink } from "./run-link.ts";

/** Settings that are written as the numbers that they are. */
const NUMBERS = ["horizon", "lookback", "hiddenSize", "numLayers", "epochs", "patience", "batchSize", "learningRate"];

function literal(name: string, text: string): string {
  const isNumber = NUMBERS.includes(name) && /^(0|[1-9]\d{0,8})(\.\d{1,9})?$/.test(text);
  return isNumber ? text : JSON.stringify(text);
}

/** `{ target: "Close", epochs: 4 }`. The names are a link's, which has checked them. */
function object(entries: readonly (readonly [string, string])[]): string {
  return entries.length === 0 ? "{}" : `{ ${entries.map(([name, value]) => `${name}: ${value}`).join(", ")} }`;
}

function columnsOf({ target, inputs, future }: Readonly<Record<string, string>>): string | undefined {
  if (target === undefined) return undefined;
  return JSON.stringify([...new Set([target, ...namesIn(inputs), ...namesIn(future)])]);
}

/** Runs in Node.js as an ES module, beside the file: it prints the verdict and the rows of the forecast. */
export function asProgram({ settings, seed, mode, stop, file }: RunLink): string {
  const name = JSON.stringify(file?.name ?? "data.csv");
  const pretrained = asksPretrained(settings);
  const columns = columnsOf(settings);
  const reading = Object.entries(readingOf(settings)).map(([key, text]) => [key, JSON.stringify(text)] as const);
  const opening = [
    "name: file",
    ...(columns === undefined ? [] : [`columns: ${columns}`]),
    // The texts of a link mean there what they mean here.
    ...(reading.length === 0 ? [] : [`...readReadingOptions(${object(reading)})`]),
  ].join(", ");
  const given: [string, string][] = [
    ...Object.entries(experimentOf(settings)).map(([key, text]): [string, string] => [key, literal(key, text)]),
    ...(seed === 0 ? [] : [["seed", String(seed)] as [string, string]]),
    ...(mode === "fast" ? [["mode", '"fast"'] as [string, string]] : []),
  ];
  const options = [...(pretrained ? ["pretrained: loadPretrained()"] : []), ...(stop === undefined ? [] : ["onStep"])];
  const hash = stop === undefined ? [] : hashLines(stop);
  return [
    'import { readFileSync } from "node:fs";',
    ...(stop === undefined ? [] : ['import { createHash } from "node:crypto";']),
    'import { experiment, readSettings } from "recurra";',
    ...(stop === undefined ? [] : ['import { bytesOfWeights } from "recurra/experiment";']),
    ...(mode === "fast" ? ['import { loadFast } from "recurra/fast";'] : []),
    `import { openSeries${reading.length === 0 ? "" : ", readReadingOptions"} } from "recurra/files";`,
    ...(pretrained ? ['import { loadPretrained } from "recurra/pretrained";'] : []),
    "",
    ...(mode === "fast" ? ["await loadFast(); // Node 20: start it with --experimental-wasm-relaxed-simd"] : []),
    `const file = ${name};`,
    `const series = await openSeries(readFileSync(file), { ${opening} });`,
    `const settings = readSettings(${object(given)});`,
    ...hash,
    `for await (const event of experiment(series, settings${options.length > 0 ? `, { ${options.join(", ")} }` : ""})) {`,
    '  if (event.type !== "result") continue;',
    "  console.log(event.result.verdict.sentence);",
    "  for (const { time, value, lower, upper } of event.result.forecast) console.log([time, value, lower, upper].join());",
    "}",
    "",
  ].join("\n");
}

/** At a step the hash of its weights, which the page shows there, too. */
function hashLines(stop: number): string[] {
  return [
    "let step = 0;",
    "const onStep = ({ weights }) => {",
    `  if (++step === ${stop}) console.log(createHash("sha256").update(bytesOfWeights(weights())).digest("hex"));`,
    "};",
  ];
}
