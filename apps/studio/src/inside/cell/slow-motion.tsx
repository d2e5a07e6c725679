import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Look } from "../look/look.ts";
import { told } from "../look/told.ts";
import { stagesAt } from "./stage-lights.ts";
import { Tex } from "./tex.tsx";
import { Updated } from "./updated.tsx";

/** Milliseconds that a stage stands while it plays. */
const STANDS = 1800;

/** One step, part by part: what is read, each gate, the state, the output, the loss, its gradient, the update of the weights. */
export function SlowMotion({ look }: { readonly look: Look }) {
  const stages = useComputed(() => {
    const layer = look.layer.value;
    return layer ? stagesAt(look, layer) : [];
  });
  const playing = useSignal(false);
  const calm = useSignal(matchMedia("(prefers-reduced-motion: reduce)").matches);
  const count = stages.value.length;
  const at = Math.min(look.stage.value, count - 1);
  const go = (stage: number): void => {
    look.stage.value = stage;
    const { symbols = [] } = stages.value[stage] ?? {};
    const symbol = symbols.find((one) => look.quantities.value.some((q) => q.symbol === one));
    // Of several, the one that is looked at already.
    if (symbol !== undefined && !symbols.includes(look.place.value.symbol)) look.move({ symbol });
    if (stage >= count - 1 || stage < 0) playing.value = false;
  };

  const isPlaying = playing.value && !calm.value;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => go(look.stage.peek() + 1), STANDS);
    return () => clearTimeout(timer);
  }, [isPlaying, at]);

  if (count === 0) return null;
  const shown = stages.value[at];
  const { t } = look.place.value;
  return (
    <div class="slow">
      <div class="part-title">
        <strong>Step {t + 1} in slow motion</strong>{" "}
        <span class="note">{at >= 0 ? `part ${at + 1} of ${count}` : `${count} parts, one after the other`}</span>
        <span class="slow-buttons">
          <button type="button" aria-disabled={at < 0} onClick={() => at >= 0 && go(at - 1)}>
            Back
          </button>
          <button type="button" aria-disabled={at >= count - 1} onClick={() => at < count - 1 && go(at + 1)}>
            Next
          </button>
          {!calm.value && (
            <button
              type="button"
              onClick={() => {
                if (!isPlaying && (at < 0 || at >= count - 1)) go(0);
                playing.value = !isPlaying;
              }}
            >
              {isPlaying ? "Pause the slow motion" : "Play slowly"}
            </button>
          )}
          <button type="button" aria-disabled={at < 0} onClick={() => go(-1)}>
            Whole step
          </button>
        </span>
      </div>
      <ol class="stages">
        {stages.value.map(({ title, kind }, stage) => (
          <li
            key={`${kind} ${title}`}
            class={stage === at ? "at" : undefined}
            aria-current={stage === at ? "step" : undefined}
          >
            {title}
          </li>
        ))}
      </ol>
      <div class="stage-text" aria-live={isPlaying ? "off" : "polite"}>
        {shown && (
          <>
            {shown.says}
            <ul class="stage-numbers">
              {shown.numbers.map(({ tex, value }) => (
                <li key={tex}>
                  <Tex text={tex} /> = <span class="number">{told(value)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {shown?.kind === "update" && <Updated look={look} />}
    </div>
  );
}
