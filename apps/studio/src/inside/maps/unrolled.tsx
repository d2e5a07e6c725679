import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { OpenedLayer } from "recurra/inside";
import { mapOf, stepOn } from "../look/heat-image.ts";
import type { Look } from "../look/look.ts";
import { told } from "../look/told.ts";
import { usePointing } from "../look/use-pointing.ts";
import { UnrolledRow } from "./unrolled-row.tsx";
import { type UnrolledSteps, unrollAround } from "./unrolled-steps.ts";

/** Steps that are drawn at most, pixels for each at least, and for what is folded at a side. */
const [MOST, WIDE, SIDE] = [24, 42, 42];
const ROW = 66;

/** The layer as a chain of its steps: at most 24 around the cursor, the rest folded; both directions where it has two. */
export function Unrolled({ look }: { readonly look: Look }) {
  const place = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const byUnit = useSignal(false);
  const last = useRef<UnrolledSteps>(undefined);
  useEffect(() => {
    if (place.current === null) return;
    const watch = new ResizeObserver(([{ contentRect }]) => {
      width.value = Math.floor(contentRect.width);
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [width]);
  usePointing(place, {
    onClick: ({ target }) => {
      const step = (target as Element).closest<SVGElement>("[data-step]")?.dataset.step;
      if (step !== undefined) look.pin({ t: Number(step) });
    },
  });
  const rows = useComputed(() => directionsOf(look.network.value?.layers ?? [], look.layer.value));

  const { t, unit, symbol } = look.place.value;
  const layer = look.layer.value;
  const steps = layer?.steps ?? 0;
  // Room for a folded end at both sides.
  const room = Math.min(MOST, Math.floor((width.value - 2 * SIDE) / WIDE));
  const window = unrollAround(t, steps, room, last.current);
  last.current = window;
  const { from, to, before, after } = window;
  const quantity = look.quantities.value.find((one) => one.symbol === symbol);
  const shadeOf = (one: OpenedLayer) => (step: number) => {
    const own = byUnit.value ? [...one.gates, ...one.states].find((other) => other.symbol === symbol) : undefined;
    const value = own ? own.values[step * one.hiddenSize + unit] : sizeOf(one, step);
    const range = own?.range ?? [0, 1];
    return { value, map: mapOf(range), step: stepOn(value, range, mapOf(range)) };
  };
  const high = ROW * rows.value.length + 26;
  const wide = width.value > 0 ? (width.value - 2 * SIDE) / Math.max(1, to - from) : WIDE;
  return (
    <div class="unrolled">
      <p class="part-title">
        <strong>The layer, step by step</strong>{" "}
        <label>
          shaded by{" "}
          <select
            value={byUnit.value ? "unit" : "size"}
            onChange={({ currentTarget }) => {
              byUnit.value = currentTarget.value === "unit";
            }}
          >
            <option value="size">the size of h, over all units</option>
            <option value="unit">
              {quantity?.name} of unit {unit + 1}
            </option>
          </select>
        </label>
      </p>
      <div ref={place} style={{ height: `${high}px` }}>
        {width.value > 0 && layer && (
          <svg
            role="img"
            aria-label={`${layer.title}: steps ${from + 1} to ${to} of ${steps}, each hands its state to the next. At step ${t + 1}: ${told(shadeOf(layer)(t).value)}.`}
            width={width.value}
            height={high}
          >
            {rows.value.map((one, at) => (
              <UnrolledRow
                key={one.title}
                layer={one}
                top={ROW * at}
                left={SIDE}
                wide={wide}
                from={from}
                to={to}
                at={t}
                shade={shadeOf(one)}
              />
            ))}
            {Array.from({ length: to - from }, (_, i) => (
              <text
                key={from + i}
                class={from + i === t ? "step-name at" : "step-name"}
                x={SIDE + (i + 0.5) * wide}
                y={high - 5}
              >
                {(look.stepName(from + i) ?? String(from + i + 1)).slice(0, 7)}
              </text>
            ))}
            {before > 0 && <Fold x={SIDE / 2 - 2} y={(ROW * rows.value.length) / 2} count={before} word="before" />}
            {after > 0 && (
              <Fold x={width.value - SIDE / 2 + 3} y={(ROW * rows.value.length) / 2} count={after} word="more" />
            )}
          </svg>
        )}
      </div>
    </div>
  );
}

function Fold({ x, y, count, word }: { x: number; y: number; count: number; word: string }) {
  return (
    <text class="fold" x={x} y={y - 4}>
      … {count}
      <tspan x={x} dy="15">
        {word}
      </tspan>
    </text>
  );
}

/** The root of the mean square of h. */
function sizeOf({ states: [h], hiddenSize }: OpenedLayer, step: number): number {
  const row = h.values.subarray(step * hiddenSize, (step + 1) * hiddenSize);
  return Math.sqrt(row.reduce((sum, value) => sum + value * value, 0) / hiddenSize);
}

/** The layer, under that of the other direction where it has one. */
function directionsOf(layers: readonly OpenedLayer[], layer: OpenedLayer | undefined): readonly OpenedLayer[] {
  if (!layer) return [];
  const bare = ({ title }: OpenedLayer): string => title.replace(/forward|backward/, "");
  const other = layers.find((one) => one.reversed !== layer.reversed && bare(one) === bare(layer));
  if (!other) return [layer];
  return layer.reversed ? [layer, other] : [other, layer];
}
