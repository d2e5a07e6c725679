// What a forecast came to, as the page shows it and as files.
import { forecastBody, forecastReport, forecastSections } from "@recurra/report";
import { shortFormat } from "recurra/drawing";
import { compareInstant, type ExperimentResult } from "recurra/experiment";
import { instantSentence } from "recurra/words";
import type { RunResult } from "../engine/protocol.ts";
import { version } from "../version.ts";

/** `instant`: the answer without training to the same question, where there is one. */
export function resultOf(
  result: ExperimentResult,
  { model, instant }: { readonly model?: Uint8Array | undefined; readonly instant?: ExperimentResult | undefined },
): RunResult {
  const compared = instant && compareInstant(instant, result);
  const document = documentOf(result, compared);
  return {
    ...shownOf(result, document),
    body: forecastBody(document),
    page: forecastReport(document),
    ...(compared && { improved: instantSentence(compared, shortFormat([compared.mae, compared.trained])) }),
    ...(model && { model }),
  };
}

/** What the page shows of it, without the report to download, which takes longer to write than all of that. */
export function verdictOf(result: ExperimentResult, model: Uint8Array | undefined): RunResult {
  return { ...shownOf(result, documentOf(result)), body: "", page: "", ...(model && { model }) };
}

function documentOf(result: ExperimentResult, compared?: ReturnType<typeof compareInstant>) {
  return { ...result, ...(compared && { instant: compared }), files: {}, versions: { recurra: version } };
}

function shownOf(result: ExperimentResult, document: ReturnType<typeof documentOf>) {
  return {
    sections: forecastSections(document),
    csv: csvOf(result),
    verdict: result.verdict.sentence,
    headline: result.verdict.headline,
  };
}

/** time, value and the bounds of the interval, as forecast.csv has them. */
function csvOf({ forecast }: ExperimentResult): string {
  const cell = (value: unknown): string => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = forecast.map(({ time, value, lower, upper }) => [time, value, lower, upper].map(cell).join(","));
  return ["time,value,lower,upper", ...rows, ""].join("\n");
}
