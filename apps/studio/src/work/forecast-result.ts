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
  const document = { ...result, ...(compared && { instant: compared }), files: {}, versions: { recurra: version } };
  return {
    body: forecastBody(document),
    sections: forecastSections(document),
    page: forecastReport(document),
    csv: csvOf(result),
    verdict: result.verdict.sentence,
    headline: result.verdict.headline,
    ...(compared && { improved: instantSentence(compared, shortFormat([compared.mae, compared.trained])) }),
    ...(model && { model }),
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
