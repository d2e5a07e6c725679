// `recurra runs compare RUN RUN...`: runs beside each other.

import { join, resolve } from "node:path";
import { checkOutFile, writeOutFile } from "../output/out-file.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import { printable, styled, terminalWidth } from "../terminal/terminal.ts";
import { version } from "../terminal/version.ts";
import { type Comparison, compareSummaries, LETTERS } from "./comparison.ts";
import { comparisonText } from "./comparison-text.ts";
import { inFolder } from "./in-folder.ts";
import { runJson, scoresJson } from "./json.ts";
import { readEpochs } from "./run-epochs.ts";
import { filesOf } from "./run-files.ts";
import type { RunSummary } from "./run-summary.ts";
import { runNamed } from "./runs-in.ts";
import type { CompareTexts } from "./settings.ts";

/** Runs the command; resolves to the exit code. */
export async function compareRuns(words: readonly string[], texts: CompareTexts): Promise<number> {
  const now = Date.now();
  const runs = words.map((word) => runNamed(word, texts.in, now));
  checkRuns(runs, texts.in);
  const { out } = texts;
  if (out !== undefined) checkOut(out, runs);
  const compared = compareSummaries(runs.map((run) => [run, readEpochs(run.path)]));
  if (out !== undefined) {
    const { documentPage } = await import("@recurra/report");
    const { comparisonDocument } = await import("./comparison-document.ts");
    writeOutFile("out", out, documentPage(comparisonDocument(compared), { version: version() }));
  }
  if (texts.json) process.stdout.write(comparisonJson(compared, out));
  else {
    process.stdout.write(comparisonText(compared, terminalWidth()));
    if (out !== undefined) process.stdout.write(`${styled("dim", `The page is ${printable(out)}`)}\n\n`);
  }
  return exitCode.done;
}

function checkRuns(runs: readonly RunSummary[], folder: string): void {
  if (runs.length < 2) {
    throw new UsageError("RUN_COUNT", "", "compare needs two runs or more", {
      context: `\`recurra runs show RUN${inFolder(folder)}\` shows one`,
    });
  }
  if (runs.length > LETTERS.length) {
    const problem = `compare takes at most ${LETTERS.length} runs, but ${runs.length} were named`;
    throw new UsageError("RUN_COUNT", "", problem, { found: runs.length, remedies: ["leave some out"] });
  }
  const paths = runs.map(({ path }) => resolve(path));
  const twice = runs.find((_, at) => paths.indexOf(paths[at]) !== at);
  if (twice !== undefined) {
    throw new UsageError("RUN_TWICE", "", `${twice.name} was named twice`, { remedies: ["name each run once"] });
  }
}

function checkOut(out: string, runs: readonly RunSummary[]): void {
  // A page in place of a CSV or a model would be a costly slip.
  if (!/\.html?$/i.test(out)) {
    throw new UsageError("OUT_NOT_HTML", `--out ${out}`, "the page is HTML", {
      remedies: ["name a file that ends in .html"],
    });
  }
  checkOutFile(
    "out",
    out,
    runs.flatMap(({ path }) => filesOf(path).map(({ name }) => join(path, name))),
  );
}

function comparisonJson(
  { runs, differences, reasons, missing, best, lossNote }: Comparison,
  out: string | undefined,
): string {
  const document = {
    format: "recurra-comparison/1",
    runs: runs.map(({ letter, run, epochs }) => ({
      letter,
      ...runJson(run),
      scores: scoresJson(run.scores),
      training: epochs.phases,
    })),
    differences: differences.map(({ name, values }) => ({ name, values: values.map((value) => value ?? null) })),
    comparable: reasons.length === 0 && runs.filter(({ run }) => run.scores !== undefined).length > 1,
    reasons,
    missing: missing ?? null,
    best: best ?? null,
    lossNote: lossNote ?? null,
    page: out ?? null,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
