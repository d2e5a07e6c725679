import { useEffect, useRef, useState } from "preact/hooks";
import { moved } from "../charts/chart-line.ts";
import { ChartTable } from "../charts/chart-table.tsx";
import type { FileChart, FileFindings, FilePlan } from "../engine/file-answers.ts";
import { ChartPanel } from "./chart-panel.tsx";
import { count, figure } from "./numbers.ts";
import type { NumberedFinding, Panel } from "./panel.ts";
import { closer, placeOf, sayPlace } from "./say-place.ts";

/** A row to show; another object is another wish. */
export interface Wish {
  readonly row: number;
}

interface FileChartParts {
  readonly chart: FileChart;
  readonly plan: FilePlan | undefined;
  readonly findings: readonly NumberedFinding[];
  readonly seasons: FileFindings["seasons"];
  readonly wish: Wish | undefined;
  /** Rows [start, end) to draw; undefined: all. */
  readonly onRange: (range: readonly [number, number] | undefined) => void;
}

const NONE: Panel["seasons"] = [];

/** The columns of a forecast over time: one cursor for pointer and keyboard, findings and parts marked; closer by a drag or by buttons. */
export function FileChartView({ chart, plan, findings, seasons, wish, onRange }: FileChartParts) {
  const figureBox = useRef<HTMLElement>(null);
  const slider = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<number | undefined>(undefined);
  const total = chart.first.length;
  const now = Math.min(place ?? total - 1, total - 1);
  const all = chart.start === 0 && chart.end === chart.rows;

  // Rows that the chart does not tell apart are drawn closer first.
  useEffect(() => {
    if (wish === undefined) return;
    const at = placeOf(chart, wish.row);
    if (at === undefined || chart.first[at] !== chart.last[at])
      onRange(closer(chart, wish.row, Math.min(1, 200 / (chart.end - chart.start))));
    else setPlace(at);
  }, [wish, chart]);
  useEffect(() => {
    if (wish === undefined) return;
    figureBox.current?.scrollIntoView({ block: "nearest" });
    slider.current?.focus({ preventScroll: true });
  }, [wish]);

  const rowNow = chart.first[now] ?? 0;
  const zoom = (share: number): void => {
    setPlace(undefined);
    const [start, end] = closer(chart, rowNow, share);
    onRange(start === 0 && end === chart.rows ? undefined : [start, end]);
  };
  const whole = (): void => {
    setPlace(undefined);
    onRange(undefined);
  };
  const text = total === 0 ? "no rows" : sayPlace(chart, now, findings);
  const names = chart.columns.map(({ name }) => name);
  const title = `${names.join(", ")} over ${chart.axis === "row" ? "the rows" : chart.axis}`;
  const [main] = names;
  return (
    <figure class="chart file-chart" ref={figureBox}>
      <figcaption>
        {title}{" "}
        <small class="note">
          {all
            ? `all ${count(chart.rows, "row")}`
            : `rows ${(chart.start + 1).toLocaleString("en-US")} to ${chart.end.toLocaleString("en-US")} of ${chart.rows.toLocaleString("en-US")}`}
        </small>
      </figcaption>
      <div
        ref={slider}
        class="panels"
        role="slider"
        tabIndex={0}
        aria-label={`${title}, cursor`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, total - 1)}
        aria-valuenow={Math.max(0, now)}
        aria-valuetext={text}
        onKeyDown={(event) => {
          const to = moved(event.key, now, total);
          // Keys may come faster than the page is drawn: each goes on from where the one before led.
          if (to !== undefined)
            setPlace((old) => moved(event.key, Math.min(old ?? total - 1, total - 1), total) ?? old);
          else if (event.key === "+") zoom(0.5);
          else if (event.key === "-") zoom(2);
          else return;
          event.preventDefault();
        }}
      >
        {chart.columns.map((column, at) => (
          <div key={column.name}>
            {chart.columns.length > 1 && <p class="panel-name">{column.name}</p>}
            <ChartPanel
              panel={{
                ...{ chart, column, isFirst: at === 0, isLast: at === chart.columns.length - 1 },
                parts: plan?.parts ?? [],
                findings: findings.filter(
                  ({ finding }) => finding.column === undefined || finding.column === column.name,
                ),
                seasons: at === 0 ? (seasons[column.name] ?? NONE) : NONE,
              }}
              height={(at === 0 ? 240 : 110) + (at === chart.columns.length - 1 ? 30 : 0)}
              place={place}
              onPlace={(index) => index !== undefined && setPlace(index)}
              onSelect={(from, to) => {
                setPlace(undefined);
                onRange([chart.first[from] ?? 0, (chart.last[Math.max(from + 1, to)] ?? chart.end - 1) + 1]);
              }}
            />
          </div>
        ))}
      </div>
      <p class="note chart-said">
        {place === undefined
          ? "Move over the chart, or go along it with the arrow keys; drag for a closer look."
          : text}
      </p>
      <p class="zoom">
        <button type="button" class="small" onClick={() => zoom(0.5)}>
          Closer
        </button>
        <button type="button" class="small" aria-disabled={all} onClick={all ? undefined : () => zoom(2)}>
          Further
        </button>
        <button type="button" class="small" aria-disabled={all} onClick={all ? undefined : whole}>
          All rows
        </button>
        {(seasons[main] ?? []).map(({ words, rows }) => (
          <button
            key={words}
            type="button"
            class="small"
            onClick={() => {
              setPlace(undefined);
              const end = Math.min(chart.rows, Math.max(12, Math.round(4 * rows)));
              const start = Math.min(chart.start, chart.rows - end);
              onRange([start, start + end]);
            }}
          >
            Season: {words}
          </button>
        ))}
      </p>
      <ChartTable chart={asTable(chart, title)} />
    </figure>
  );
}

/** The same numbers for the table. */
function asTable(chart: FileChart, title: string): Parameters<typeof ChartTable>[0]["chart"] {
  const words = new Map(Array.from(chart.from, (at, index) => [at, chart.words[index][0]]));
  const plain = (values: Float64Array) => Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  return {
    title,
    x: { label: chart.axis, say: (at) => words.get(at) ?? String(at) },
    y: { label: "", say: (value) => figure(value, 7) },
    at: Array.from(chart.from),
    lines: chart.columns.flatMap(({ name, least, greatest }) => {
      const same = least.every((value, at) => value === greatest[at] || Number.isNaN(value));
      const line = (label: string, values: Float64Array) => ({ label, color: "model", y: plain(values) });
      return same ? [line(name, least)] : [line(`${name}, least`, least), line(`${name}, greatest`, greatest)];
    }),
  };
}
