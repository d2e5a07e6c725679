import { untracked, useComputed, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { moveBy } from "../look/cursor.ts";
import { mapOf, paintHeat } from "../look/heat-image.ts";
import type { Look } from "../look/look.ts";
import { palette } from "../look/palette.ts";
import { told } from "../look/told.ts";
import { resize } from "./canvas.tsx";
import { HeatTitle } from "./heat-title.tsx";

/** Pixels that the rows of a map have in all, about, and at most each. */
const [TALL, ROW] = [128, 16];

interface HeatMapParts {
  readonly look: Look;
  readonly symbol: string;
}

/** One gate or state over the sequence: rows of units, columns of steps. Arrows move the cursor on it, Enter pins it. */
export function HeatMap({ look, symbol }: HeatMapParts) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const quantity = useComputed(() => look.quantities.value.find((one) => one.symbol === symbol));
  const [steps, units] = [look.steps.value, look.units.value];
  const field = { steps, units };

  useSignalEffect(() => {
    const context = canvas.current?.getContext("2d");
    const [layer, shown, colors] = [look.layer.value, quantity.value, palette.value];
    if (!context || !layer || !shown || !colors) return;
    const size = { steps: layer.steps, units: layer.hiddenSize };
    resize(context.canvas, size.steps, size.units);
    const image = context.createImageData(size.steps, size.units);
    const { values, range } = shown;
    const pixels = colors.pixels[mapOf(range)];
    paintHeat(new Uint32Array(image.data.buffer), { ...size, values, range, colors: pixels });
    context.putImageData(image, 0, 0);
  });

  const { t, unit, symbol: chosen } = look.place.value;
  // What is said of it is as of the last move: a network that learns would talk without end.
  const said = untracked(() => {
    const value = quantity.value?.values[t * units + unit] ?? Number.NaN;
    return `${quantity.value?.name}, unit ${unit + 1}, step ${t + 1}: ${told(value)}`;
  });
  const pixels = Math.max(1, Math.min(ROW, Math.floor(TALL / units)));
  return (
    <div class={chosen === symbol ? "heat chosen" : "heat"}>
      <HeatTitle look={look} quantity={quantity} />
      <div class="ends" aria-hidden="true">
        <span>1</span>
        {units > 1 && <span>{units}</span>}
      </div>
      <div
        class="map"
        role="slider"
        tabIndex={0}
        aria-label={`${quantity.value?.name} of each unit at each step`}
        aria-describedby={look.keysId}
        aria-valuemin={1}
        aria-valuemax={steps}
        aria-valuenow={t + 1}
        aria-valuetext={said}
        data-symbol={symbol}
        style={{ height: `${pixels * units}px` }}
        onPointerMove={(event) => look.hover({ ...cellAt(event, field), symbol })}
        onClick={(event) => look.pin({ ...cellAt(event, field), symbol })}
        onFocus={() => look.hover({ symbol })}
        onKeyDown={(event) => {
          const moved = moveBy(event.key, { ...look.place.value, symbol }, field);
          if (moved) look.move(moved);
          else if (event.key === "Enter" || event.key === " ") look.pin({ symbol });
          else return;
          event.preventDefault();
        }}
      >
        <canvas ref={canvas} />
        <span class="column" style={{ left: `${(100 * t) / steps}%`, width: `${100 / steps}%` }} />
        <span class="row" style={{ top: `${(100 * unit) / units}%`, height: `${100 / units}%` }} />
      </div>
    </div>
  );
}

/** The step and unit under the pointer. */
function cellAt(
  { currentTarget, clientX, clientY }: { readonly currentTarget: HTMLElement; clientX: number; clientY: number },
  { steps, units }: { readonly steps: number; readonly units: number },
): { readonly t: number; readonly unit: number } {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  const place = (offset: number, size: number, count: number): number =>
    Math.min(count - 1, Math.max(0, Math.floor((offset / size) * count)));
  return { t: place(clientX - left, width, steps), unit: place(clientY - top, height, units) };
}
