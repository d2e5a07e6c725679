// @recurra/report: a finished forecast as JSON and as a page, and report documents as pages.

export type * from "./data/document.ts";
export { toJson } from "./data/json.ts";
export { remarksOn } from "./data/remarks.ts";
export type {
  ForecastData,
  ForecastResult,
  ForecastRow,
  ForecastTraining,
  PlainBacktest,
  ReportedFinding,
  RowSpan,
  SettingValue,
} from "./data/result.ts";
export type { LaidCircuit, LaidPart, LaidWire } from "./diagrams/circuit-layout.ts";
export {
  type BlockBodyOptions,
  blockBody,
  circuitLayout,
  type DocumentPageOptions,
  documentBody,
  documentPage,
} from "./document-page.ts";
export { style as styleSheet } from "./html/style.ts";
export { titleOf } from "./many/label.ts";
export { type ManyForecastResult, manyReport } from "./many-page.ts";
export { type ForecastSections, forecastBody, forecastReport, forecastSections } from "./page.ts";
