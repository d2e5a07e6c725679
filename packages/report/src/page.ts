import { html, type Markup } from "recurra/drawing";
import { counted } from "recurra/words";
import { fileName } from "./data/file-name.ts";
import type { ForecastResult } from "./data/result.ts";
import { fromForecast } from "./data/result-rules.ts";
import { shell } from "./html/shell.ts";
import { backtestSection } from "./sections/backtest-section.ts";
import { dataSection } from "./sections/data-section.ts";
import { forecastSection } from "./sections/forecast-section.ts";
import { methodSection } from "./sections/method-section.ts";
import { scoresSection } from "./sections/scores-section.ts";
import { time } from "./sections/span.ts";
import { trainingSection } from "./sections/training-section.ts";
import { verdictSection } from "./sections/verdict-section.ts";

/**
 * A finished forecast as one HTML page: the verdict first, then the scores beside those of its rivals, the forecast, the
 * backtest, the training, the data, and how each number was made. It needs no network and no script, follows the reader's choice of
 * light or dark, and fits a phone. Everything that came from a file is escaped.
 * Throws OptionError where a part of the result is missing or of another kind.
 */
export function forecastReport(result: ForecastResult): string {
  return fromForecast(result, () => pageOf(result));
}

/**
 * The same without a page around it, as HTML text for a page of one's own that has `styleSheet`. Everything that came from a file is escaped. Throws as
 * forecastReport does.
 */
export function forecastBody(result: ForecastResult): string {
  return fromForecast(result, () => bodyOf(result).text);
}

/** A forecast in parts, as HTML texts, for a page that shows some of them at once and folds others. */
export interface ForecastSections {
  /** Whether the forecast is worth more than one that needs no model. */
  readonly verdict: string;
  /** The errors beside those of rivals. */
  readonly scores: string;
  /** As a chart and as numbers. */
  readonly forecast: string;
  /** The backtest, the training, the data, and how each number was made. */
  readonly more: string;
}

/** The parts of `forecastBody`. Everything that came from a file is escaped. Throws as forecastReport does. */
export function forecastSections(result: ForecastResult): ForecastSections {
  return fromForecast(result, () => ({
    verdict: verdictSection(result).text,
    scores: scoresSection(result).text,
    forecast: forecastSection(result).text,
    more: html`${backtestSection(result)}
${trainingSection(result)}
${dataSection(result)}
${methodSection(result)}`.text,
  }));
}

function bodyOf(result: ForecastResult): Markup {
  return html`${verdictSection(result)}
${scoresSection(result)}
${forecastSection(result)}
${backtestSection(result)}
${trainingSection(result)}
${dataSection(result)}
${methodSection(result)}`;
}

function pageOf(result: ForecastResult): string {
  const { target, data, forecast, versions } = result;
  const [first, last] = [forecast[0].time, forecast[forecast.length - 1].time];
  return shell({
    title: `${target}: forecast with a verdict`,
    header: html`<h1>Forecast of ${target}</h1>
<p>${counted(forecast.length, "row")} ahead (${time(first)}${last !== first && html` to ${time(last)}`}), from the ${counted(data.rows, "row")} of ${fileName(data.file)}</p>`,
    body: bodyOf(result),
    footer: html`Made by Recurra${versions.recurra !== undefined && ` ${versions.recurra}`}. A forecast is a statement about the past of this series, not advice.`,
  });
}
