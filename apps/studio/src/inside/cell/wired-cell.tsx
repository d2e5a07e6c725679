import { cellPapers } from "virtual:cell-papers";
import { useComputed } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Carried, carriedBy } from "recurra/inside";
import type { Look } from "../look/look.ts";
import { Scroller } from "../look/scroller.tsx";
import { told } from "../look/told.ts";
import { usePointing } from "../look/use-pointing.ts";
import type { CellPaper, PaperPart, PaperWire } from "./cell-paper.ts";
import { SvgLabel } from "./svg-label.tsx";
import { Tex } from "./tex.tsx";

interface WiredCellParts {
  readonly look: Look;
  /** The letters that slow motion lights; undefined where all are lit. */
  readonly lit: { readonly value: readonly string[] | undefined };
}

/** The cell as textbooks draw it, each wire lit by the number that runs along it at the cursor's step, in the cursor's unit. */
export function WiredCell({ look, lit }: WiredCellParts) {
  const drawing = useRef<SVGSVGElement>(null);
  usePointing(drawing, {
    onClick: ({ target }) => {
      const symbol = (target as Element).closest<SVGElement>("[data-choice]")?.dataset.choice;
      if (symbol !== undefined) look.move({ symbol });
    },
  });
  const carried = useComputed(() => {
    const { t, unit } = look.place.value;
    return look.layer.value ? carriedBy(look.layer.value, { t, unit }) : {};
  });
  const layer = look.layer.value;
  const paper = layer && cellPapers[layer.cell];
  if (!paper) return null;
  const { t, unit, symbol } = look.place.value;
  const [left, top, width, height] = paper.box;
  const has = (letter: string): boolean => look.quantities.value.some((one) => one.symbol === letter);
  const shown = (carries: string): string => lightOf(carries, carried.value, lit.value);
  return (
    <div class="wired">
      <p class="part-title">
        <strong>{paper.title}</strong>{" "}
        <span class="note">
          step {t + 1}, unit {unit + 1} of {layer.title}
        </span>
      </p>
      <Scroller label={`${paper.title}, drawn`}>
        <svg
          ref={drawing}
          class="circuit lit"
          role="img"
          aria-label={`${paper.title}. ${paper.description} ${tellNumbers(paper, carried.value)}`}
          viewBox={`${left} ${top} ${width} ${height}`}
          style={{ minWidth: `${Math.round(0.8 * width)}px` }}
        >
          <rect class="frame" {...boxOf(paper.frame)} rx="14" />
          {paper.wires.map((wire) => (
            <Wire key={wire.line} wire={wire} light={shown(wire.carries)} carried={carried.value[wire.carries]} />
          ))}
          {paper.parts.map((part) => (
            <Part
              key={part.box.join()}
              part={part}
              light={shown(part.carries)}
              chosen={part.shape !== "name" && part.carries === symbol}
              isChoice={has(part.carries)}
            />
          ))}
          {paper.wires.map((wire) => (
            <Reading key={wire.line} wire={wire} light={shown(wire.carries)} carried={carried.value[wire.carries]} />
          ))}
        </svg>
      </Scroller>
      <p class="note key-of-wires">
        <span class="sample positive" /> above 0 <span class="sample negative" /> below 0; the wider, the further from
        it
        {layer.inputSize > 1 && (
          <>
            . <Tex text="x_t" />: the length of {layer.inputSize} numbers
          </>
        )}
      </p>
    </div>
  );
}

const boxOf = ([x, y, width, height]: readonly number[]) => ({ x, y, width, height });

/** "off" of what slow motion does not show, otherwise the sign. A wire of several things is lit with any of them. */
function lightOf(
  carries: string,
  carried: Readonly<Record<string, Carried>>,
  lit: readonly string[] | undefined,
): string {
  const one = carried[carries];
  const letters = one ? [carries, one.of] : carries.split(",");
  if (lit && !letters.some((letter) => lit.includes(letter))) return "off";
  if (!one) return lit ? "several on" : "several";
  return `${one.value > 0 ? "positive" : one.value < 0 ? "negative" : "none"}${lit ? " on" : ""}`;
}

interface LitParts {
  readonly wire: PaperWire;
  readonly light: string;
  readonly carried: Carried | undefined;
}

function Wire({ wire: { line, bridges, head, joints, role }, light, carried }: LitParts) {
  const width = light === "off" ? 1.2 : 1.6 + 5 * Math.min(1, Math.abs(carried?.value ?? 0));
  return (
    <g class={light}>
      {bridges.map((bridge) => (
        <path key={bridge} class="halo" d={bridge} />
      ))}
      <path class={role ? "under memory" : "under"} d={line} />
      <path class="wire" d={line} style={{ strokeWidth: `${width.toFixed(1)}px` }} />
      {head && <path class="head" d={head} />}
      {joints.map(([x, y]) => (
        <circle key={`${x} ${y}`} class="head" cx={x} cy={y} r="3.6" />
      ))}
    </g>
  );
}

/** The number of a wire, on it. */
function Reading({ wire: { reading, carries }, light, carried }: LitParts) {
  if (!reading || !carried) return null;
  const text = told(carried.value, 3);
  const width = 7.6 * text.length + 5;
  const [x, y] = reading;
  return (
    <g class={`reading ${light}`} data-carries={carries}>
      <rect x={x - width / 2} y={y - 9} width={width} height="18" rx="4" />
      <text x={x} y={y + 4.5} font-size="13">
        {text}
      </text>
    </g>
  );
}

interface PartParts {
  readonly part: PaperPart;
  readonly light: string;
  readonly chosen: boolean;
  /** Whether it can be clicked, to explain what it gives. */
  readonly isChoice: boolean;
}

function Part({ part: { shape, label, box, carries }, light, chosen, isChoice }: PartParts) {
  const [left, top, width, height] = box;
  const [x, y] = [left + width / 2, top + height / 2];
  return (
    <g
      class={`${shape} ${light}${chosen ? " chosen" : ""}${isChoice ? " choice" : ""}`}
      data-choice={isChoice ? carries : undefined}
    >
      {shape === "layer" && <rect {...boxOf(box)} rx="4" />}
      {shape === "point" && <ellipse cx={x} cy={y} rx={width / 2} ry={height / 2} />}
      <SvgLabel text={label} x={x} y={y + 5} size={15} />
    </g>
  );
}

/** What the wires carry, for who does not see them. */
function tellNumbers({ wires }: CellPaper, carried: Readonly<Record<string, Carried>>): string {
  return wires
    .filter(({ carries, reading }) => reading && carried[carries])
    .map(({ carries }) => `${carries.replace("'", " before")}: ${told(carried[carries].value)}`)
    .join("; ");
}
