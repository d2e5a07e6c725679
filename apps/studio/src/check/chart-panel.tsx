import { useEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import { dataOf, isWhole, makePanel, type Panel, showPlace } from "./file-plot.ts";

interface ChartPanelParts {
  readonly panel: Panel;
  readonly height: number;
  readonly place: number | undefined;
  readonly onPlace: (index: number | undefined) => void;
  readonly onSelect: (from: number, to: number) => void;
}

/** One column of the chart, drawn in an animation frame. */
export function ChartPanel({ panel, height, place, onPlace, onSelect }: ChartPanelParts) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef({ panel, onPlace, onSelect });
  latest.current = { panel, onPlace, onSelect };
  const [theme, setTheme] = useState(0);
  const { isFirst, isLast, column } = panel;
  const form = `${column.name} ${isFirst} ${isLast} ${isWhole(panel.chart)} ${height} ${theme}`;

  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const change = (): void => setTheme((old) => old + 1);
    dark.addEventListener("change", change);
    return () => dark.removeEventListener("change", change);
  }, []);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const made = makePanel({
      ...{ box: element, height, panel: () => latest.current.panel },
      onPlace: (index) => latest.current.onPlace(index),
      onSelect: (from, to) => latest.current.onSelect(from, to),
    });
    plot.current = made;
    const size = new ResizeObserver(() => made.setSize({ width: Math.max(100, element.clientWidth), height }));
    size.observe(element);
    return () => {
      size.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [form]);

  useEffect(() => {
    const frame = requestAnimationFrame(() => plot.current?.setData(dataOf(latest.current.panel)));
    return () => cancelAnimationFrame(frame);
  }, [panel.chart, panel.parts, panel.findings, panel.seasons]);

  useEffect(() => {
    if (place !== undefined && plot.current && plot.current.cursor.idx !== place) showPlace(plot.current, place);
  }, [place, form]);

  return <div ref={box} class="panel" />;
}
