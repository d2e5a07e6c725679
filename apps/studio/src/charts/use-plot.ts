import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import { onTheme } from "./page-colors.ts";

export interface PlotParts {
  /** Where the plot is: its parent has the width. */
  readonly box: HTMLElement;
  readonly width: number;
  readonly height: number;
}

interface UsedPlot {
  /** The plot is made anew for another form, height or theme; anything else is drawn on the one that is there. */
  readonly form: string;
  readonly height: number;
  readonly make: (parts: PlotParts) => uPlot;
  readonly data: () => uPlot.AlignedData;
  /** What is drawn: where one of them is another, it is drawn again. */
  readonly drawn: readonly unknown[];
  /** Where the cursor is, if anywhere. A plot that is made anew has it there, too. */
  readonly place: number | undefined;
}

/** A plot for as long as its box is on the page: as wide as that, drawn in an animation frame when something has changed and it can be seen. */
export function usePlot({ form, height, make, data, drawn, place }: UsedPlot): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef(data);
  latest.current = data;
  const frame = useRef(0);
  const isSeen = useRef(true);
  const [theme, setTheme] = useState(0);
  useEffect(() => onTheme(() => setTheme((old) => old + 1)), []);

  const draw = (): void => {
    cancelAnimationFrame(frame.current);
    if (!isSeen.current) return;
    frame.current = requestAnimationFrame(() => plot.current?.setData(latest.current()));
  };

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const width = (): number => Math.max(100, element.clientWidth);
    const made = make({ box: element, width: width(), height });
    plot.current = made;
    const size = new ResizeObserver(() => made.setSize({ width: width(), height }));
    const sight = new IntersectionObserver(
      ([entry]) => {
        isSeen.current = entry.isIntersecting;
        draw();
      },
      { rootMargin: "300px" },
    );
    size.observe(element);
    sight.observe(element);
    return () => {
      size.disconnect();
      sight.disconnect();
      cancelAnimationFrame(frame.current);
      made.destroy();
      plot.current = undefined;
    };
  }, [form, height, theme]);

  useEffect(draw, drawn);

  // A plot that was just made has no scales before the next frame.
  useEffect(() => {
    const id = requestAnimationFrame(() => {
      if (place !== undefined && plot.current && plot.current.cursor.idx !== place) moveCursor(plot.current, place);
    });
    return () => cancelAnimationFrame(id);
  }, [place, form, height, theme]);

  return box;
}

/** Moves a plot's cursor to a place, which its pointer hooks are not told of. */
function moveCursor(plot: uPlot, index: number): void {
  const at = plot.data[0][index];
  if (at === undefined) return;
  plot.setCursor({ left: plot.valToPos(at, "x"), top: plot.bbox.height / devicePixelRatio / 2 }, false);
}
