// recurra/report: a finished forecast as JSON and as a page, and report documents as pages.

export type * from "./document.ts";
export { type DocumentPageOptions, documentPage } from "./document-page.ts";
export { toJson } from "./json.ts";
export { forecastReport } from "./page.ts";
export { remarksOn } from "./remarks.ts";
export type {
  ForecastData,
  ForecastResult,
  ForecastRow,
  ForecastTraining,
  PlainBacktest,
  ReportedFinding,
  RowSpan,
  SettingValue,
} from "./result.ts";
