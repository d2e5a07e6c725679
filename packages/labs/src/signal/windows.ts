// What windows are: on eight numbers, and on the signal.
import type { CodeBlock, PanelsBlock } from "@recurra/report";
import { Series } from "recurra";
import type { SignalFound } from "./found.ts";

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8];
const IN = 3;
const OUT = 2;

/** Every window of 3 numbers in and 2 out of the numbers 1 to 8, as the library cuts them, each below the place it comes from. */
export function showToyWindows(): CodeBlock {
  const series = Series.fromColumns({ n: NUMBERS });
  const windows = series.windows({ lookback: IN, horizon: OUT, inputs: ["n"], targets: ["n"] });
  const lines = Array.from({ length: windows.length }, (_, i) => {
    const [x, y] = [new Float32Array(IN), new Float32Array(OUT)];
    windows.gather([i], x, y);
    return `${"  ".repeat(windows.start(i))}[${x.join(" ")}] -> ${y.join(" ")}`;
  });
  return { kind: "code", text: [` ${NUMBERS.join(" ")}`, ...lines].join("\n") };
}

/** Three windows of the signal, each a point later than the one before. */
export function drawNeighbours({ settings, signal: { y } }: SignalFound): PanelsBlock {
  const { inputSteps, outputSteps } = settings;
  return {
    kind: "panels",
    title: "Three neighbouring windows: each begins one point later",
    description:
      "The same points of the signal three times, with the window's inputs and targets marked one point further each time.",
    x: { label: "point" },
    y: { label: "y" },
    panels: [0, 1, 2].map((start) => {
      const points = Array.from({ length: inputSteps + outputSteps + 2 }, (_, i) => i);
      const span = (from: number, to: number) => ({
        x: points.slice(from, to).map((point) => point + 1),
        y: points.slice(from, to).map((point) => y[point]),
      });
      return {
        title: `window ${start + 1}`,
        lines: [
          { label: "the signal", role: "input" as const, ...span(0, points.length) },
          { label: "input", role: "3" as const, ...span(start, start + inputSteps), mark: "dots" as const },
          {
            label: "to be written",
            role: "truth" as const,
            ...span(start + inputSteps, start + inputSteps + outputSteps),
            mark: "dots" as const,
          },
        ],
      };
    }),
  };
}
