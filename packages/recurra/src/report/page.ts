import { dataSection } from "./data-section.ts";
import { forecastSection } from "./forecast-section.ts";
import { html, Markup } from "./html.ts";
import { methodSection } from "./method-section.ts";
import { counted } from "./numbers.ts";
import type { ForecastResult } from "./result.ts";
import { scoresSection } from "./scores-section.ts";
import { time } from "./span.ts";
import { style } from "./style.ts";
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
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${target}: forecast with a verdict</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<header>
<h1>Forecast of ${target}</h1>
<p>${counted(forecast.length, "row")} ahead (${time(first)}${last !== first && html` to ${time(last)}`}), from the ${counted(data.rows, "row")} of ${data.file}</p>
</header>
${verdictSection(result)}
${forecastSection(result)}
${scoresSection(result)}
${trainingSection(result)}
${dataSection(result)}
${methodSection(result)}
</main>
<footer>Made by Recurra${versions.recurra !== undefined && ` ${versions.recurra}`}. A forecast is a statement about the past of this series, not advice.</footer>
</body>
</html>
`;
  return page.text;
}
