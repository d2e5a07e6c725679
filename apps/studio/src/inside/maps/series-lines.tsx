import { useComputed } from "@preact/signals";
import { useCallback, useRef } from "preact/hooks";
import type { Look } from "../look/look.ts";
import { told } from "../look/told.ts";
import { Canvas, type Drawing } from "./canvas.tsx";
import { Strip } from "./strip.tsx";
import { type Span, spanOf } from "./value-span.ts";

const HEIGHT = 132;
/** Clear above and below. */
const EDGE = 6;
const COLORS = { input: "input", truth: "ink", model: "model" } as const;
const NAMES = { input: "read", truth: "true", model: "said" } as const;

/** What the network reads, what is true and what it says, over the columns of the heat maps. */
export function SeriesLines({ look }: { readonly look: Look }) {
  const before = useRef<Span>(undefined);
  const lines = useComputed(() => look.network.value?.lines ?? []);
  const span = useComputed(() => {
    before.current = spanOf(
      lines.value.map(({ y }) => y),
      before.current,
    );
    return before.current;
  });
  const draw = useCallback(
    ({ context, width, height, color }: Drawing) => {
      const [least, most] = span.value;
      const y = (value: number): number => EDGE + ((most - value) / (most - least)) * (height - 2 * EDGE);
      context.fillStyle = color("grid");
      for (const value of [least, (least + most) / 2, most]) context.fillRect(0, Math.round(y(value)), width, 1);
      for (const { role, y: values } of lines.value) {
        const x = (t: number): number => ((t + 0.5) * width) / values.length;
        context.strokeStyle = context.fillStyle = color(COLORS[role]);
        context.lineWidth = role === "model" ? 2 : 1.5;
        context.setLineDash(role === "truth" ? [5, 3] : []);
        if (role === "input") {
          const radius = Math.min(2.2, Math.max(1, width / values.length / 3));
          values.forEach((value, t) => {
            if (value === null) return;
            context.beginPath();
            context.arc(x(t), y(value), radius, 0, 7);
            context.fill();
          });
          context.globalAlpha = 0.45;
        }
        context.beginPath();
        values.forEach((value, t) => {
          if (value === null) return;
          if (t > 0 && values[t - 1] !== null) context.lineTo(x(t), y(value));
          else context.moveTo(x(t), y(value));
        });
        context.stroke();
        context.globalAlpha = 1;
      }
      context.setLineDash([]);
    },
    [lines, span],
  );
  if (lines.value.length === 0) return null;
  const { t } = look.place.value;
  const [least, most] = span.value;
  return (
    <div class="heat series">
      <ul class="heat-title legend">
        {lines.value.map(({ label, role, y }) => (
          <li key={label}>
            <span class={`swatch ${role}`} />
            {label} <span class="number">{y[t] == null ? "–" : told(y[t])}</span>
            <span class="visually-hidden"> ({NAMES[role]})</span>
          </li>
        ))}
      </ul>
      <div class="ends" aria-hidden="true">
        <span>{told(most).replace(/\.?0+$/, "")}</span>
        <span>{told(least).replace(/\.?0+$/, "")}</span>
      </div>
      <Strip look={look} steps={lines.value[0].y.length}>
        <Canvas height={HEIGHT} draw={draw} />
      </Strip>
    </div>
  );
}
