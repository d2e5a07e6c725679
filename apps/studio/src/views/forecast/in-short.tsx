import type { RunResult } from "../../engine/protocol.ts";
import { goToPart } from "./steps.tsx";

interface InShortParts {
  readonly instant: RunResult | undefined;
  readonly trained: RunResult | undefined;
  /** The column that is forecast. */
  readonly name: string;
}

/** Whether the forecast is any good, at the head of the page: what was checked stands between it and the answer. */
export function InShort({ instant, trained, name }: InShortParts) {
  const headline = (trained ?? instant)?.headline;
  if (headline === undefined) return null;
  return (
    <p class="in-short" role="status">
      <span>
        {name}, {trained ? "after training" : "without training"}: <strong>{headline}</strong>
      </span>{" "}
      <button type="button" onClick={() => goToPart(trained ? "after-training" : "without-training")}>
        See the forecast
      </button>
    </p>
  );
}
