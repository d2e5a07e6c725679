import type { RunResult } from "../../engine/protocol.ts";

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
  const go = (): void => {
    const place = document.getElementById(trained ? "after-training" : "without-training");
    place?.focus({ preventScroll: true });
    place?.scrollIntoView();
  };
  return (
    <p class="in-short" role="status">
      <span>
        {name}, {trained ? "after training" : "without training"}: <strong>{headline}</strong>
      </span>{" "}
      <button type="button" onClick={go}>
        See the forecast
      </button>
    </p>
  );
}
