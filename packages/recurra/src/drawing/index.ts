// recurra/drawing: what pictures are drawn with, in recurra/plot and in the pages of @recurra/report alike: markup that escapes, colours
// for light and dark, ticks, numbers and symbols. It needs no DOM.
export { type CellScale, type CellShape, cellTexts, cellValues, heatCells } from "./heat-cells.ts";
export { type ColorMap, heatColors, stepColor, stepOf, steps, writingOn } from "./heat-colors.ts";
export { html, Markup } from "./html.ts";
export { type DrawnLine, type Frame, type LaidLine, laidLines, lineLayer } from "./line-layer.ts";
export { moment } from "./moment.ts";
export { fixed, shorten, shortFormat, tick, valueFormat } from "./numbers.ts";
export { distance, type Point } from "./point.ts";
export { type Role, type RoleStyle, roleStyles } from "./role.ts";
export { scaleOf } from "./scale.ts";
export { type SymbolName, short, symbolPath } from "./symbol.ts";
export { fitted, textWidth, wrapped } from "./text-width.ts";
export { type Colors, declared, lineColors } from "./theme.ts";
export { type AxisSpan, hasTwoLines, type Ticks, tickRoom, ticksOf } from "./ticks.ts";
export { type TickUnit, timeTicks } from "./time-ticks.ts";
