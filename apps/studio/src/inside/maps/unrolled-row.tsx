import type { OpenedLayer } from "recurra/inside";
import type { ColorMap } from "../look/heat-image.ts";
import { told } from "../look/told.ts";

interface UnrolledRowParts {
  readonly layer: OpenedLayer;
  readonly top: number;
  readonly left: number;
  /** Pixels for a step. */
  readonly wide: number;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly shade: (step: number) => { readonly value: number; readonly map: ColorMap; readonly step: number };
}

const [HIGH, GAP] = [34, 8];

/** One direction of an unrolled layer: a box for each step, the arrows of its states from one to the next, and of what it reads. */
export function UnrolledRow({ layer, top, left, wide, from, to, at, shade }: UnrolledRowParts) {
  const box = Math.min(44, wide - 14);
  const y = top + GAP;
  const states = layer.states.map(({ symbol }) => symbol);
  return (
    <g>
      {Array.from({ length: to - from }, (_, i) => {
        const step = from + i;
        const x = left + (i + 0.5) * wide;
        const { value, map, step: color } = shade(step);
        const far = map === "diverging" ? Math.abs(color - 16) > 8 : color > 15;
        return (
          <g key={step} class={step === at ? "box at" : "box"} data-step={step}>
            <path class="read" d={`M${x} ${y + HIGH + 20}V${y + HIGH + 3}`} />
            <path class="read-head" d={`M${x} ${y + HIGH + 1}l-4 7h8z`} />
            {states.slice(0, 2).map((state, row) => (
              <Arrow
                key={state}
                memory={row === 1 || states.length === 1}
                y={y + (states.length === 1 ? HIGH / 2 : row === 1 ? 10 : HIGH - 9)}
                from={x + box / 2}
                to={x + wide - box / 2}
                reversed={layer.reversed}
              />
            ))}
            <rect
              class="cell"
              x={x - box / 2}
              y={y}
              width={box}
              height={HIGH}
              rx="5"
              style={{ fill: `var(--${map === "diverging" ? "div" : "seq"}-${color})` }}
            />
            <text x={x} y={y + HIGH / 2 + 4} style={{ fill: `var(--on-${far ? "far" : "near"})` }}>
              {told(value, 2)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface ArrowParts {
  readonly memory: boolean;
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly reversed: boolean;
}

function Arrow({ memory, y, from, to, reversed }: ArrowParts) {
  const [tail, tip] = reversed ? [to, from] : [from, to];
  const back = reversed ? 6 : -6;
  return (
    <g class={memory ? "memory" : ""}>
      <path class="state" d={`M${tail} ${y}H${tip + back}`} />
      <path class="state-head" d={`M${tip} ${y}l${back} -3.5v7z`} />
    </g>
  );
}
