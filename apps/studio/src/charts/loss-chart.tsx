import { useMemo } from "preact/hooks";
import type { ShownRun } from "../engine/shown-run.ts";
import { LineChart } from "./line-chart.tsx";
import { lossesOf } from "./losses.ts";

/** The losses of the steps on a logarithmic axis, with those of the validation after each epoch, and what they have to get below. */
export function LossChart({ run }: { readonly run: ShownRun }) {
  const { phase, epoch, epochs, batch, step, weights } = run.seen.value;
  const drawn = run.drawn.value;
  const ended = run.epochs.value;
  const rival = run.rival.value;
  const chart = useMemo(() => lossesOf(run.losses, ended, rival), [run, drawn, ended, rival]);
  const last = ended.at(-1);
  const told =
    step === 0
      ? "Before the first step."
      : `${phase}: epoch ${epoch}${epochs > 0 ? ` of ${epochs}` : ""}, batch ${batch}, step ${step}.` +
        (last ? ` Mean loss of the last epoch ${last.trainLoss.toPrecision(4)}.` : "");
  return (
    <section class="losses">
      <LineChart chart={chart} />
      <p class="note" role="status">
        {told}
      </p>
      {weights !== undefined && (
        <p class="note">
          Weights at this step: SHA-256 <code>{weights}</code>
        </p>
      )}
    </section>
  );
}
