import { useEffect, useMemo, useState } from "preact/hooks";
import { heldOutChart, stretchAt } from "../../charts/held-out.ts";
import { LineChart } from "../../charts/line-chart.tsx";
import { LossChart } from "../../charts/loss-chart.tsx";
import type { Engine } from "../../engine/engine.ts";
import type { HeldOutForecast, Rivals } from "../../engine/protocol.ts";
import { EpochLog } from "../../parts/epoch-log.tsx";

/** A network while it learns from the file: its losses beside that of the best rival, and its forecasts of rows that it does not learn from. */
export function Training({ engine }: { readonly engine: Engine }) {
  const state = engine.run.state.value;
  const rival = engine.run.rival.value;
  const { step } = engine.run.seen.value;
  if (state === "idle") return null;
  return (
    <section>
      <h2>Training on this file</h2>
      {state === "running" && step === 0 && rival === undefined && (
        <p role="status">Measuring what simple methods come to ...</p>
      )}
      {rival && <ToBeat rival={rival} />}
      {(rival || step > 0) && <LossChart run={engine.run} />}
      {rival && rival.heldOut.origins.length > 0 && <HeldOut engine={engine} rival={rival} />}
      <EpochLog run={engine.run} />
    </section>
  );
}

function ToBeat({ rival: { name, loss, methods, windows } }: { readonly rival: Rivals }) {
  return (
    <p class="to-beat">
      To beat: <strong>{loss.toPrecision(4)}</strong>, the validation loss of {name}, the best of {methods} methods
      without a network on the same {windows.toLocaleString("en-US")} windows.
    </p>
  );
}

/** Held-out rows, a stretch of them, and where it lies. */
function HeldOut({ engine, rival }: { readonly engine: Engine; readonly rival: Rivals }) {
  const { heldOut } = rival;
  const found = engine.run.heldOut.value;
  const count = heldOut.origins.length;
  // The fit on all rows holds none out.
  const isOver = engine.run.state.value === "ended" || engine.run.seen.value.phase === "final fit";
  const [window, setWindow] = useState(() => count - stretchAt(heldOut, 0).windows);
  // Another run shows its last rows first.
  useEffect(() => setWindow(count - stretchAt(heldOut, 0).windows), [heldOut]);
  const { from, to, windows } = stretchAt(heldOut, Math.min(window, count - 1));
  const chart = useMemo(() => heldOutChart(rival, window, found), [rival, window, found]);
  const turn = (next: number): void => {
    setWindow(next);
    engine.turn(next);
  };
  const span = `${heldOut.times[from]} to ${heldOut.times[to - 1]}`;
  return (
    <section class="held-out">
      <LineChart chart={chart} said={saidOf(found, window, heldOut.horizon, isOver)} />
      {count > windows && (
        <p class="stretch">
          <label for="stretch">Rows shown</label>
          <button type="button" onClick={() => turn(0)} aria-disabled={window === 0}>
            First
          </button>
          <input
            id="stretch"
            type="range"
            min={0}
            max={count - windows}
            step={1}
            value={window}
            aria-valuetext={span}
            onInput={({ currentTarget }) => turn(Number(currentTarget.value))}
          />
          <button type="button" onClick={() => turn(count - windows)} aria-disabled={window === count - windows}>
            Last
          </button>
          <output for="stretch">{span}</output>
        </p>
      )}
    </section>
  );
}

function saidOf(found: HeldOutForecast | undefined, window: number, horizon: number, isOver: boolean): string {
  const rows = `No step learns from these rows. Each stretch of ${horizon === 1 ? "one row" : `${horizon} rows`} is forecast at once, from the true rows before it, and nothing is smoothed.`;
  if (found?.from !== window) return rows;
  const { epoch, kept } = found;
  if (kept) return `${rows} The network is the one that was kept, of epoch ${epoch}.`;
  return isOver
    ? `${rows} No epoch came nearer than the untrained network, which was kept; this is the network after epoch ${epoch}.`
    : `${rows} The network is as it is now, in epoch ${epoch}.`;
}
