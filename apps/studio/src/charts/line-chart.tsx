import { useRef, useState } from "preact/hooks";
import { RULE_DASH } from "./backdrop.ts";
import { type Chart, moved, sayPlace } from "./chart-line.ts";
import "./line-chart.css";
import { ChartTable } from "./chart-table.tsx";
import { dataOf, formOf, makePlot } from "./plot.ts";
import { usePlot } from "./use-plot.ts";

interface LineChartParts {
  readonly chart: Chart;
  readonly height?: number;
  /** What is said below it where the cursor is nowhere. */
  readonly said?: string;
}

/**
 * Lines with a cursor, that the pointer moves and the keyboard: a slider along the x axis, whose place is said in words, and a table of the
 * numbers. It is drawn in an animation frame, when something has changed and it can be seen.
 */
export function LineChart({ chart, height = 260, said = "" }: LineChartParts) {
  const latest = useRef(chart);
  latest.current = chart;
  const [place, setPlace] = useState<number | undefined>(undefined);
  // Keys may come faster than the page is drawn: each goes on from where the one before led.
  const last = useRef<number | undefined>(undefined);
  const go = (to: number | undefined): void => {
    last.current = to;
    setPlace(to);
  };
  const box = usePlot({
    form: formOf(chart),
    height,
    make: (parts) => makePlot({ ...parts, chart: () => latest.current, onPlace: go }),
    data: () => dataOf(latest.current),
    drawn: [chart],
    place,
  });

  const count = chart.at.length;
  const now = Math.min(place ?? count - 1, count - 1);
  const text = count === 0 ? "nothing yet" : sayPlace(chart, now);
  return (
    <figure class="chart">
      <figcaption>{chart.title}</figcaption>
      <Legend chart={chart} />
      <div
        ref={box}
        class="plot-box"
        role="slider"
        tabIndex={0}
        aria-label={`${chart.title}, cursor`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={Math.max(0, now)}
        aria-valuetext={text}
        onKeyDown={(event) => {
          const to = moved(event.key, Math.min(last.current ?? count - 1, count - 1), count);
          if (to === undefined) return;
          event.preventDefault();
          go(to);
        }}
      />
      <p class="note chart-said">{place === undefined ? said : text}</p>
      <ChartTable chart={chart} />
    </figure>
  );
}

/** The lines by their names: each by its colour and its dashes. */
function Legend({ chart: { lines, spans = [], rules = [] } }: { readonly chart: Chart }) {
  const across = rules.filter(({ y }) => y !== undefined);
  const named = lines.filter(({ legend }) => legend !== "");
  if (lines.length + spans.length + across.length < 2) return null;
  return (
    <ul class="legend">
      {named.map(({ label, legend, color, dash, dots }) => (
        <li key={label}>
          <svg width="28" height="12" viewBox="0 0 28 12" aria-hidden="true">
            <line
              x1="1"
              x2="27"
              y1="6"
              y2="6"
              stroke={`var(--${color})`}
              stroke-width="2"
              stroke-dasharray={dash?.join(" ")}
            />
            {dots && (
              <circle cx="14" cy="6" r="3.5" fill="var(--ground)" stroke={`var(--${color})`} stroke-width="1.5" />
            )}
          </svg>{" "}
          {legend ?? label}
        </li>
      ))}
      {across.map(({ label, color }) => (
        <li key={label}>
          <svg width="28" height="12" viewBox="0 0 28 12" aria-hidden="true">
            <line x1="1" x2="27" y1="6" y2="6" stroke={`var(--${color})`} stroke-dasharray={RULE_DASH.join(" ")} />
          </svg>{" "}
          {label}
        </li>
      ))}
      {spans.map(({ label, color }) => (
        <li key={label}>
          <svg width="28" height="12" viewBox="0 0 28 12" aria-hidden="true">
            <rect x="1" width="26" height="12" fill={`var(--${color})`} />
          </svg>{" "}
          {label}
        </li>
      ))}
    </ul>
  );
}
