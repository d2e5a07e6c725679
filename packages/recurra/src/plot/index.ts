// recurra/plot: pictures of one's own numbers in the look of the reports, as SVG, as pages and in notebooks. It needs no DOM and no kernels.
export type { AxisOptions } from "./axis.ts";
export { type BarData, type BarsData, type BarsOptions, bars } from "./bars.ts";
export { Figure, type SvgOptions } from "./figure.ts";
export { type HeatData, type HeatMapOptions, heatMap } from "./heat-map.ts";
export { type LinesOptions, lines, type ScatterOptions, scatter } from "./lines.ts";
export type { LineData, LinesData } from "./named-lines.ts";
export { type PanelsOptions, panels } from "./panels.ts";
export type { PictureOptions, Roles } from "./picture-options.ts";
export type { RuleLine } from "./rule-line.ts";
export type { Positions, SeriesValues, TensorValues, Values } from "./values.ts";
