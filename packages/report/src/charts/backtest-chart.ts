import * as Plot from "@observablehq/plot";
import { DAY } from "recurra/calendar";
import { type Markup, shorten, valueFormat } from "recurra/drawing";
import { counted } from "recurra/words";
import type { ForecastResult } from "../data/result.ts";
import { bestRival } from "../data/rivals.ts";
import { figure } from "./chart.ts";
import { modelLine, rivalLine, truthLine } from "./palette.ts";
import { type Readings, spanOf } from "./readout.ts";
import { timeAxis } from "./time-axis.ts";
import { valueLabel } from "./value-axis.ts";

/** How many windows have room side by side, so that single ones can be told apart. */
const ROOM = { wide: 260, narrow: 90 } as const;

/** So few windows are dots as well. */
const FEW = 30;

/** What was forecast `step` rows ahead (from 0) against what came, for the last windows that have room. */
export function backtestChart(result: ForecastResult, step: number): Markup {
  const { backtest, target } = result;
  const { origins, horizon, scores, times } = backtest;
  const axis = timeAxis(result.data.clock);
  const rival = bestRival(result);
  const rows = origins.map((origin, i) => {
    const label = times[origin - origins[0] + step];
    const at = i * horizon + step;
    return {
      time: axis.at(label),
      label,
      actual: backtest.actual[at],
      model: backtest.predicted[at],
      rival: rival.predicted[at],
    };
  });
  const [ours, theirs] = [scores[0], rival.score].map((score) => score.perStep.mae[step]);
  const format = valueFormat([ours, theirs]);
  const ahead = counted(step + 1, "row");
  const lines = [
    { key: "actual", style: truthLine, width: 1.5 },
    { key: "rival", style: rivalLine(rival.score.name), width: 1.25 },
    { key: "model", style: modelLine(scores[0].name), width: 1.75 },
  ] as const;
  const shown = rows.slice(-ROOM.wide);
  const numbers = valueFormat(shown.flatMap((row) => lines.map(({ key }) => row[key] ?? 0)));
  const readings: Readings = {
    id: `step-${step + 1}`,
    domain: spread(shown[0].time, shown[shown.length - 1].time, axis.type === "utc" ? DAY / 2 : 0.5),
    unit: result.unit,
    values: lines.map(({ style }) => style),
    points: shown.map((row) => ({
      x: row.time,
      label: row.label,
      texts: lines.map(({ key }) => textOf(row[key], numbers)),
    })),
    narrowFrom: Math.max(0, shown.length - ROOM.narrow),
  };
  return figure({
    title: `${shorten(target, 60)} forecast ${ahead} ahead, against what came`,
    description: `Mean absolute error at this step: ${scores[0].name} ${format(ours)}, ${rival.score.name} ${format(theirs)}.`,
    legend: lines.map((line) => line.style),
    note: ({ name }) =>
      rows.length > ROOM[name] ? `The last ${ROOM[name]} of ${counted(rows.length, "window")}.` : undefined,
    readings,
    times: axis,
    draw: ({ name }) => ({
      y: { label: valueLabel(result) },
      marks: lines.flatMap(({ key, style, width }) => {
        const stroke = `var(${style.color})`;
        const seen = shown.filter(({ time }) => time >= spanOf(readings, name)[0]);
        return [
          Plot.lineY(seen, { x: "time", y: key, stroke, strokeWidth: width, strokeDasharray: style.dash }),
          // A line of one point cannot be seen.
          Plot.dot(seen.length <= FEW ? seen : [], { x: "time", y: key, fill: stroke, r: 2.5 }),
        ];
      }),
    }),
  });
}

/** The span of an axis; about a single point, some room on both sides. */
function spread(first: number, last: number, room: number): [number, number] {
  return first === last ? [first - room, last + room] : [first, last];
}

/** A value that was filled in is no truth, and is not shown. */
function textOf(value: number | null, format: (value: number) => string): string {
  return value === null ? "" : format(value);
}
