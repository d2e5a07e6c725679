// The pictures of the lab of made series.
import type { HeatBlock, LinesBlock, PanelsBlock } from "@recurra/report";
import { SEASONS_AHEAD } from "recurra/pretrained";
import { drawLossCurve } from "../numbers/loss-chart.ts";
import type { Made } from "./data.ts";
import type { MadeSeriesFound } from "./found.ts";
import { type Inside, LEVELS } from "./inside.ts";
import { STEPS_PER_EPOCH } from "./settings.ts";

export function drawUnseen({ unseen: { made, forecasts } }: MadeSeriesFound): PanelsBlock {
  return drawAhead(
    "Made series that it has not seen: what comes, and what the network says",
    made.slice(0, 8),
    forecasts,
  );
}

/** A panel for each series: what is known of it, what comes, and what the network says. */
export function drawAhead(title: string, made: readonly Made[], forecasts: readonly Float64Array[]): PanelsBlock {
  return {
    kind: "panels",
    title,
    description:
      "In each, the last rows that are known, those that come and the forecast, in the units of a standard deviation.",
    x: { label: "seasons ahead" },
    y: { label: "standard deviations" },
    panels: made.map(({ season, known, ahead }, i) => {
      const rows = ahead.length / SEASONS_AHEAD;
      const shown = known.slice(-2 * ahead.length);
      const mean = shown.reduce((sum, value) => sum + value, 0) / shown.length;
      const spread =
        Math.sqrt(shown.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / shown.length) || 1;
      const scaled = (values: Float64Array) => Array.from(values, (value) => (value - mean) / spread);
      const before = Array.from(shown, (_, row) => (row - shown.length) / rows);
      const after = Array.from(ahead, (_, row) => row / rows);
      return {
        title: season === undefined ? "no season" : `a season of ${season} rows`,
        lines: [
          { label: "known", role: "input", x: before, y: scaled(shown) },
          { label: "what comes", role: "truth", x: after, y: scaled(ahead) },
          { label: "network", role: "model", x: after, y: scaled(forecasts[i]) },
        ],
      };
    }),
  };
}

export function drawLosses({ stepLosses }: MadeSeriesFound): LinesBlock {
  return drawLossCurve({
    title: "Loss of the training steps (quantile loss)",
    description: "The mean loss of the last 50 training steps. It wavers because each step has series of its own.",
    loss: "quantile loss",
    steps: stepLosses,
    stepsPerEpoch: STEPS_PER_EPOCH,
    width: STEPS_PER_EPOCH,
    rule: { label: "", y: 0 },
  });
}

export function drawForecast({ looked, forecast }: Pick<Inside, "looked" | "forecast">): LinesBlock {
  const shown = looked.values.slice(-3 * forecast.length);
  return {
    kind: "lines",
    title: `${looked.column} of ${looked.name}, forecast without training on it`,
    description: "The last rows of the file, and two seasons ahead as the network writes them.",
    x: { label: "row from the first that is forecast" },
    y: { label: looked.column },
    lines: [
      { label: "file", role: "truth", x: Array.from(shown, (_, row) => row - shown.length), y: [...shown] },
      { label: "network", role: "model", x: Array.from(forecast, (_, row) => row), y: [...forecast] },
    ],
  };
}

const rounded = (values: readonly number[]): number[] => values.map((value) => Math.round(100 * value) / 100);

/** The largest size, from 0.1 on, so that what is nothing looks like nothing. */
function reach(rows: readonly (readonly number[])[]): number {
  return rows.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 0.1);
}

export function drawWeights({ weights }: Inside): HeatBlock {
  const most = reach(weights);
  return {
    kind: "heat",
    title: "Weights of the past seasons",
    description:
      "For each season ahead a row, for each season back a column: how much of its difference to the last season is added.",
    x: { label: "seasons back" },
    columns: weights[0].map((_, back) => back + 1),
    grids: [
      {
        title: "",
        rowsLabel: "season ahead",
        rowNames: ["first", "second"],
        rows: weights.map(rounded),
        showValues: true,
      },
    ],
    colors: "diverging",
    domain: [-most, most],
    legend: "weight",
  };
}

export function drawGates({ gates }: Inside): HeatBlock {
  const most = reach(gates);
  return {
    kind: "heat",
    title: "Gates towards four levels, place by place",
    description:
      "For each level a row, for each of the 24 places of both seasons ahead a column: how far the forecast is drawn to it.",
    x: { label: "place in the two seasons ahead" },
    columns: gates[0].map((_, place) => place + 1),
    grids: [{ title: "", rowsLabel: "level", rowNames: LEVELS, rows: gates.map(rounded) }],
    colors: "diverging",
    domain: [-most, most],
    legend: "gate",
  };
}
