import { useRef } from "preact/hooks";
import { usePlot } from "../charts/use-plot.ts";
import { dataOf, isWhole, makePanel } from "./file-plot.ts";
import type { Panel } from "./panel.ts";

interface ChartPanelParts {
  readonly panel: Panel;
  readonly height: number;
  readonly place: number | undefined;
  readonly onPlace: (index: number | undefined) => void;
  readonly onSelect: (from: number, to: number) => void;
}

/** One column of the chart, drawn in an animation frame. */
export function ChartPanel({ panel, height, place, onPlace, onSelect }: ChartPanelParts) {
  const latest = useRef({ panel, onPlace, onSelect });
  latest.current = { panel, onPlace, onSelect };
  const { chart, column, parts, findings, seasons, isFirst, isLast } = panel;
  const box = usePlot({
    form: `${column.name} ${isFirst} ${isLast} ${isWhole(chart)}`,
    height,
    make: (where) =>
      makePanel({
        ...where,
        panel: () => latest.current.panel,
        onPlace: (index) => latest.current.onPlace(index),
        onSelect: (from, to) => latest.current.onSelect(from, to),
      }),
    data: () => dataOf(latest.current.panel),
    drawn: [chart, parts, findings, seasons],
    place,
  });
  return <div ref={box} class="panel" />;
}
