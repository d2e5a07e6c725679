import * as Plot from "@observablehq/plot";
import { type Markup, shorten, valueFormat } from "recurra/drawing";
import { percent } from "recurra/words";
import { type Level, levelsOf } from "../data/levels.ts";
import type { ForecastResult } from "../data/result.ts";
import { bestRival } from "../data/rivals.ts";
import { figure, type LegendEntry } from "./chart.ts";
import { modelLine, rivalLine, truthLine } from "./palette.ts";
import { type Readings, spanOf } from "./readout.ts";
import { thin } from "./thin.ts";
import { timeAxis } from "./time-axis.ts";
import { valueLabel } from "./value-axis.ts";

/** No part of the chart has more columns to read than this. */
const READ = 200;

/** The last rows known and the forecast that goes on from them, with its bands, beside that of the best rival. */
export function forecastChart(result: ForecastResult): Markup {
  const { forecast, target, backtest } = result;
  const axis = timeAxis(result.data.clock);
  const bands = bandsOf(result);
  const rival = bestRival(result);
  const style = {
    model: modelLine(`${backtest.scores[0].name} forecast`),
    rival: rivalLine(rival.score.name),
  };
  const known = lastRows(result, 60).map((row) => ({ ...row, x: axis.at(row.time) }));
  const last = known[known.length - 1];
  const end = forecast[forecast.length - 1];
  const ahead = forecast.map((row, step) => ({ ...row, x: axis.at(row.time), rival: rival.ahead?.[step] ?? null }));
  const joined = [{ ...last, rival: last.value }, ...ahead];
  const fans = bands.map(({ endsOf }) => [
    { x: last.x, lower: last.value, upper: last.value },
    ...ahead.map((row) => ({ x: row.x, ...endsOf(row) })),
  ]);
  const compared = rival.ahead !== undefined;

  const shown = pick(known);
  const numbers = valueFormat([...shown, ...forecast].map(({ value }) => value));
  const early = known[known.length - lastRows(result, 25).length].x;
  const readings: Readings = {
    id: "forecast",
    domain: [known[0].x, axis.at(end.time)],
    unit: result.unit,
    values: [truthLine, style.model, ...bands.map(({ entry }) => ({ ...entry, color: "--model" })), style.rival],
    points: [
      ...shown.map(({ x, time, value }) => ({ x, label: time, texts: [numbers(value)] })),
      ...pick(ahead).map((row) => {
        const ends = bands.map(({ endsOf }) => {
          const own = endsOf(row);
          return own === null ? "–" : `${numbers(own.lower)} to ${numbers(own.upper)}`;
        });
        const texts = ["", numbers(row.value), ...ends, row.rival === null ? "" : numbers(row.rival)];
        return { x: row.x, label: row.time, texts };
      }),
    ],
    narrowFrom: shown.findIndex(({ x }) => x >= early),
  };

  const format = valueFormat([last.value, end.value]);
  return figure({
    title: `${shorten(target, 60)}: the last rows known and the forecast`,
    description: `From ${format(last.value)} at ${last.time} to ${format(end.value)} at ${end.time}. The table has every value.`,
    legend: [truthLine, style.model, ...bands.map(({ entry }) => entry), ...(compared ? [style.rival] : [])],
    readings,
    times: axis,
    draw: (size) => {
      const [from] = spanOf(readings, size.name);
      return {
        y: { label: valueLabel(result) },
        marks: [
          ...fans.map((fan) => Plot.areaY(fan, { x: "x", y1: "lower", y2: "upper", fill: "var(--band)" })),
          ...fans.flatMap((fan) =>
            ["lower", "upper"].map((end) =>
              Plot.lineY(fan, { x: "x", y: end, stroke: "var(--model)", strokeOpacity: 0.45 }),
            ),
          ),
          Plot.lineY(
            known.filter(({ x }) => x >= from),
            { x: "x", y: "value", stroke: "var(--ink)", strokeWidth: 1.75 },
          ),
          Plot.lineY(compared ? joined : [], {
            x: "x",
            y: "rival",
            stroke: `var(${style.rival.color})`,
            strokeWidth: 1.75,
            strokeDasharray: style.rival.dash,
          }),
          Plot.lineY(joined, { x: "x", y: "value", stroke: "var(--model)", strokeWidth: 2.5 }),
          Plot.dot(ahead.length <= 40 ? ahead : [], { x: "x", y: "value", fill: "var(--model)", r: 3 }),
        ],
      };
    },
  });
}

/** The last known rows: eight times as many as are forecast, and at least so many where there are. */
function lastRows({ history, forecast }: ForecastResult, least: number): { time: string; value: number }[] {
  const start = Math.max(0, history.values.length - Math.max(8 * forecast.length, least));
  return history.values.slice(start).map((value, row) => ({ time: history.times[start + row], value }));
}

function pick<T extends { readonly value: number }>(rows: readonly T[]): T[] {
  const values = rows.map(({ value }) => value);
  return thin(values, READ).map((row) => rows[row]);
}

/** The levels whose intervals are known at every row, and how the legend shows them: a band lies upon all that are wider. */
function bandsOf(result: ForecastResult): (Level & { readonly entry: LegendEntry })[] {
  const known = levelsOf(result).filter(({ endsOf }) => result.forecast.every((row) => endsOf(row) !== null));
  return known.map((one) => ({
    ...one,
    entry: {
      label: `${percent(one.level)} interval`,
      color: "--band",
      shape: "band",
      layers: known.filter(({ level }) => level >= one.level).length,
    },
  }));
}
