import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Engine } from "../engine/engine.ts";

const HEIGHT = 260;

/** The losses of the steps, on a logarithmic axis: the band from the least to the greatest of each stretch. */
export function LossChart({ engine }: { readonly engine: Engine }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const { phase, epoch, epochs, batch, step, weights } = engine.seen.value;
  const frame = useRef(0);

  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    const colors = getComputedStyle(document.documentElement);
    const color = (name: string): string => colors.getPropertyValue(`--${name}`).trim();
    const axis = {
      stroke: color("muted"),
      grid: { stroke: color("grid"), width: 1 },
      ticks: { stroke: color("grid") },
    };
    const plot = new uPlot(
      {
        width: box.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        scales: { x: { time: false }, y: { distr: 3 } },
        axes: [
          { ...axis, label: "step", labelSize: 20 },
          { ...axis, label: "loss", labelSize: 20, size: 64 },
        ],
        series: [
          { label: "step" },
          { label: "greatest", stroke: color("model"), width: 1, points: { show: false } },
          { label: "least", stroke: color("model"), width: 1, points: { show: false } },
        ],
        bands: [{ series: [1, 2], fill: color("band") }],
      },
      [[], [], []],
      box,
    );
    chart.current = plot;
    const watch = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      plot.destroy();
      chart.current = undefined;
      cancelAnimationFrame(frame.current);
    };
  }, []);

  const drawn = engine.drawn.value;
  useEffect(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const { steps, low, high } = engine.losses.columns();
      chart.current?.setData([steps, high, low]);
    });
  }, [drawn]);

  const last = engine.epochs.value.at(-1);
  const told =
    step === 0
      ? "Before the first step."
      : `${phase}: epoch ${epoch}${epochs > 0 ? ` of ${epochs}` : ""}, batch ${batch}, step ${step}.` +
        (last ? ` Mean loss of the last epoch ${last.trainLoss.toPrecision(4)}.` : "");
  return (
    <figure>
      <figcaption>Loss of each step</figcaption>
      <div ref={place} class="loss" role="img" aria-label={`The loss of each training step. ${told}`} />
      <p class="note" role="status">
        {told}
      </p>
      {weights !== undefined && (
        <p class="note">
          Weights at this step: SHA-256 <code>{weights}</code>
        </p>
      )}
    </figure>
  );
}
