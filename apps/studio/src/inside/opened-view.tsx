import { type ReadonlySignal, useComputed } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { OpenedNetwork } from "recurra/inside";
import { Equation } from "./cell/equation.tsx";
import { followLatest } from "./look/latest.ts";
import { Connectivity } from "./maps/connectivity.tsx";
import { HeatMap } from "./maps/heat-map.tsx";
import "./inside.css";
import "./cell/cell.css";
import "./maps/maps.css";
import { SlowMotion } from "./cell/slow-motion.tsx";
import { lightsOf, stagesAt } from "./cell/stage-lights.ts";
import { WiredCell } from "./cell/wired-cell.tsx";
import { Look } from "./look/look.ts";
import { followTheme } from "./look/palette.ts";
import { LookBar } from "./look-bar.tsx";
import { SeriesLines } from "./maps/series-lines.tsx";
import { Unrolled } from "./maps/unrolled.tsx";
import { NumbersTable } from "./numbers-table.tsx";

interface OpenedViewParts {
  /** The network as it is now; undefined before a run. */
  readonly source: ReadonlySignal<OpenedNetwork | undefined>;
  /** Another sequence is asked for. */
  readonly onOther: () => void;
}

/** A network, opened: maps of its gates and states beside the cell and the equation, all at one cursor. */
export function OpenedView({ source, onOther }: OpenedViewParts) {
  const look = useMemo(() => new Look(), []);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => followTheme(), []);
  useEffect(() => (place.current ? followLatest(source, look, place.current) : undefined), [source, look]);
  const lit = useComputed(() => {
    const [layer, stage] = [look.layer.value, look.stage.value];
    const shown = layer && stage >= 0 ? stagesAt(look, layer)[stage] : undefined;
    return shown && lightsOf(shown);
  });
  const symbols = useComputed(() => look.quantities.value.map(({ symbol }) => symbol).join(" "));
  return (
    <div class="inside" ref={place}>
      {symbols.value !== "" && (
        <>
          <LookBar look={look} onOther={onOther} />
          {look.network.value?.reads && <p class="note reads">{look.network.value.reads}</p>}
          <Unrolled look={look} />
          <div class="inside-columns">
            <SlowMotion look={look} />
            <div class="inside-maps">
              <SeriesLines look={look} />
              <p id={look.keysId} class="note">
                Point at a cell of a map, or use the arrow keys on it. A click or Enter pins the cursor.
              </p>
              {symbols.value.split(" ").map((symbol) => (
                <HeatMap key={symbol} look={look} symbol={symbol} />
              ))}
              <Connectivity look={look} />
            </div>
            <div class="inside-cell">
              <WiredCell look={look} lit={lit} />
              <Equation look={look} lit={lit} />
              <NumbersTable look={look} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}
