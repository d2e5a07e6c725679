import * as Plot from "@observablehq/plot";
import { html, type Markup, shorten, tick } from "recurra/drawing";
import type { ManyResult, ShownSeries } from "recurra/many";
import { percent, timesWords } from "recurra/words";
import { plotted } from "../charts/chart.ts";
import { thin } from "../charts/thin.ts";
import { type TimeAxis, timeAxis } from "../charts/time-axis.ts";
import { seriesName } from "./label.ts";

const size = { width: 250, height: 160 };

const heads: Readonly<Record<ShownSeries["role"], string>> = {
  best: "Furthest ahead of their best rival",
  median: "In the middle",
  worst: "Furthest behind their best rival",
};

/** Small charts of the best, the median and the worst series: their last rows, the end of the backtest, the forecast. */
export function multiples(result: ManyResult): Markup {
  const { shown, level, data } = result;
  if (shown.length === 0) return html``;
  const axis = timeAxis(data.clock);
  const roles = (["best", "median", "worst"] as const).filter((role) => shown.some((one) => one.role === role));
  const banded = shown.some(({ rows }) => rows[0]?.lower !== null);
  return html`<ul class="legend"><li>${line("--ink", 1.5)} actual</li><li>${line("--seasonal", 2, "2 3")} forecast in the backtest</li><li>${line("--model", 2.5)} forecast</li>${banded && html`<li><svg width="28" height="12" viewBox="0 0 28 12" aria-hidden="true"><rect x="1" width="26" height="12" fill="var(--band)"/></svg> ${percent(level)} interval</li>`}</ul>
${roles.map((role) => {
  const own = shown.filter((one) => one.role === role);
  return html`<h3>${heads[role]}</h3>
<div class="multiples">${own.map((one) => small(one, axis, result))}</div>
`;
})}`;
}

function line(color: string, width: number, dash = "none"): Markup {
  return html`<svg width="28" height="12" viewBox="0 0 28 12" aria-hidden="true"><line x1="1" x2="27" y1="6" y2="6" stroke="var(${color})" stroke-width="${width}" stroke-dasharray="${dash}"/></svg>`;
}

function small(one: ShownSeries, axis: TimeAxis, { idColumns }: ManyResult): Markup {
  const { history, tested, rows, ratio, rival, key } = one;
  const known = thin(
    history.values.map((value) => value ?? Number.NaN),
    120,
  ).map((row) => ({
    x: axis.at(history.times[row]),
    y: history.values[row] ?? Number.NaN,
  }));
  const last = known[known.length - 1];
  const ahead = rows.map(({ time, value, lower, upper }) => ({ x: axis.at(time), y: value, lower, upper }));
  const joined = [{ ...last, lower: last.y, upper: last.y }, ...ahead];
  const domain: [number, number] = [known[0].x, ahead[ahead.length - 1].x];
  const { type } = axis;
  const ticks = axis.ticks(domain, 5);
  const drawing = plotted(
    {
      ...{ marginLeft: 42, marginRight: 8, marginTop: 8, marginBottom: 32 },
      x: { type, label: null, domain, tickSize: 0, ...ticks },
      y: { label: null, tickFormat: tick, tickSize: 0, ticks: 3, nice: true },
      marks: [
        Plot.gridY({ stroke: "var(--grid)", strokeOpacity: 1, ticks: 3 }),
        ...(ahead.every(({ lower }) => lower !== null)
          ? [Plot.areaY(joined, { x: "x", y1: "lower", y2: "upper", fill: "var(--band)" })]
          : []),
        Plot.lineY(known, { x: "x", y: "y", stroke: "var(--ink)", strokeWidth: 1.5 }),
        Plot.lineY(
          tested.times.map((time, at) => ({ x: axis.at(time), y: tested.values[at] })),
          { x: "x", y: "y", stroke: "var(--seasonal)", strokeWidth: 2, strokeDasharray: "2 3" },
        ),
        Plot.lineY(joined, { x: "x", y: "y", stroke: "var(--model)", strokeWidth: 2.5 }),
      ],
    },
    size,
  );
  const name = idColumns.length === 1 ? `${idColumns[0]} ${seriesName(key)}` : seriesName(key);
  const words = `${timesWords(ratio)} times the error of ${rival}`;
  return html`<figure><figcaption>${shorten(name, 34)}</figcaption><p class="note">${words}</p><div role="img" aria-label="${name}: last rows and forecast">${drawing}</div></figure>`;
}
