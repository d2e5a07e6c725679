import { useComputed, useSignal } from "@preact/signals";
import { useCallback } from "preact/hooks";
import type { OpenedNetwork } from "recurra/inside";
import type { Look } from "../look/look.ts";
import { told } from "../look/told.ts";
import { Canvas, type Drawing } from "./canvas.tsx";
import { Strip } from "./strip.tsx";
import { roundStep } from "./value-span.ts";

const HEIGHT = 64;
/** Powers of ten that a logarithmic axis has below its top. */
const DECADES = 6;

/** How much what each network says at the end depends on each step, those of several networks on one axis. */
export function Connectivity({ look }: { readonly look: Look }) {
  const isLog = useSignal(false);
  const shown = useComputed(() => look.kept.value.filter(({ connectivity }) => connectivity !== undefined));
  const top = useComputed(() => {
    const most = Math.max(...shown.value.map(({ connectivity = new Float32Array() }) => greatest(connectivity)));
    if (!(most > 0)) return 1;
    return isLog.value ? 10 ** Math.ceil(Math.log10(most)) : roundStep(most);
  });
  if (shown.value.length === 0) return null;
  return (
    <div class="connectivity">
      <p class="part-title">
        <strong>What the end depends on</strong>{" "}
        <label>
          <input
            type="checkbox"
            checked={isLog.value}
            onChange={({ currentTarget }) => {
              isLog.value = currentTarget.checked;
            }}
          />{" "}
          logarithmic
        </label>
      </p>
      <p class="note">
        |∂ output / ∂ x<sub>t</sub>|: how far a small change of what is read at each step moves what the network says at
        the end.
      </p>
      {shown.value.map(({ title }) => (
        <Bars key={title} look={look} title={title} shown={shown} top={top} isLog={isLog} />
      ))}
    </div>
  );
}

interface BarsParts {
  readonly look: Look;
  readonly title: string;
  readonly shown: { readonly value: readonly OpenedNetwork[] };
  readonly top: { readonly value: number };
  readonly isLog: { readonly value: boolean };
}

function Bars({ look, title, shown, top, isLog }: BarsParts) {
  const values = useComputed(() => shown.value.find((one) => one.title === title)?.connectivity ?? new Float32Array());
  const draw = useCallback(
    ({ context, width, height, color }: Drawing) => {
      const most = top.value;
      const share = (value: number): number => {
        if (!isLog.value) return value / most;
        return value > 0 ? Math.max(0, 1 + Math.log10(value / most) / DECADES) : 0;
      };
      const wide = width / values.value.length;
      const gap = wide > 4 ? 1 : 0;
      context.fillStyle = color("grid");
      context.fillRect(0, height - 1, width, 1);
      context.fillStyle = color("model");
      values.value.forEach((value, t) => {
        const tall = Math.round(share(value) * (height - 2));
        context.fillRect(t * wide, height - 1 - tall, Math.max(1, wide - gap), tall);
      });
    },
    [values, top, isLog],
  );
  const { t } = look.place.value;
  return (
    <div class="heat">
      <div class="heat-title">
        <span class="heat-name">{title}</span>
        <span class="number">{t < values.value.length ? told(values.value[t]) : "–"}</span>
      </div>
      <div class="ends" aria-hidden="true">
        <span>{short(top.value)}</span>
        <span>{isLog.value ? short(top.value / 10 ** DECADES) : "0"}</span>
      </div>
      <Strip look={look} steps={values.value.length}>
        <Canvas height={HEIGHT} draw={draw} />
      </Strip>
    </div>
  );
}

function greatest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

/** An end of the axis: 1, 2 or 5 times a power of ten. */
function short(end: number): string {
  return end >= 0.01 && end <= 1000
    ? String(Number(end.toPrecision(1)))
    : end.toExponential(0).replace("-", "−").replace("e+", "e");
}
