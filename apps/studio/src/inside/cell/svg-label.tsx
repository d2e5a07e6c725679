import { runsOf } from "./runs-of.ts";

interface SvgLabelParts {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** A label with its subscripts in a drawing, its middle at x. */
export function SvgLabel({ text, x, y, size }: SvgLabelParts) {
  const drop = Math.round(size * 2.8) / 10;
  let wasLow = false;
  return (
    <text x={x} y={y} font-size={size}>
      {runsOf(text).map(({ text: run, low }, at) => {
        const move = low === wasLow ? undefined : low ? drop : -drop;
        wasLow = low;
        return (
          <tspan key={at} dy={move} font-size={low ? 0.75 * size : size}>
            {run}
          </tspan>
        );
      })}
    </text>
  );
}
