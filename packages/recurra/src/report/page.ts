import { dataSection } from "./data-section.ts";
import { forecastSection } from "./forecast-section.ts";
import { html } from "./html.ts";
import { methodSection } from "./method-section.ts";
import { counted } from "./numbers.ts";
import type { ForecastResult } from "./result.ts";
import { scoresSection } from "./scores-section.ts";
import { shell } from "./shell.ts";
import { time } from "./span.ts";
import { trainingSection } from "./training-section.ts";
import { verdictSection } from "./verdict-section.ts";

/**
 * A finished forecast as one HTML page: the verdict first, then the forecast, the backtest beside naive methods, the
 * training, the data, and how each number was made. It needs no network and no script, follows the reader's choice of
 * light or dark, and fits a phone. Everything that came from a file is escaped.
 */
export function forecastReport(result: ForecastResult): string {
  const { target, data, forecast, versions } = result;
  const [first, last] = [forecast[0].time, forecast[forecast.length - 1].time];
  return shell({
    title: `${target}: forecast with a verdict`,
    header: html`<h1>Forecast of ${target}</h1>
<p>${counted(forecast.length, "row")} ahead (${time(first)}${last !== first && html` to ${time(last)}`}), from the ${counted(data.rows, "row")} of ${data.file}</p>`,
    body: html`${verdictSection(result)}
${forecastSection(result)}
${scoresSection(result)}
${trainingSection(result)}
${dataSection(result)}
${methodSection(result)}`,
    footer: html`Made by Recurra${versions.recurra !== undefined && ` ${versions.recurra}`}. A forecast is a statement about the past of this series, not advice.`,
  });
}
