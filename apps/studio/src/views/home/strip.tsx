import { useEffect, useState } from "preact/hooks";
import { recordedStrip } from "../../recorded/recorded.ts";
import { SKETCH_BOX, type Strip } from "../../recorded/sketch.ts";
import { Film } from "./film.tsx";
import { Marks } from "./sketch-picture.tsx";

interface StripParts {
  /** Links to the labs that these were recorded from. */
  readonly learning: string;
  readonly gates: string;
  /** Opens the file that was forecast. */
  readonly onForecast: () => void;
}

/** What there is to see here, in one look: recorded, so that it is there at once. */
export function RecordedStrip({ learning, gates, onForecast }: StripParts) {
  const [strip, setStrip] = useState<Strip>();
  useEffect(() => {
    void recordedStrip().then(setStrip);
  }, []);
  return (
    <ul class="reel" aria-label="Recorded examples">
      <li class="learning">
        <a href={learning}>
          <Film film={strip?.learning} />
          <strong>See it learn</strong>
          <span>A network finds the wave behind the dots.</span>
        </a>
      </li>
      <li>
        <a href={gates}>
          <svg class="sketch" viewBox={SKETCH_BOX} aria-hidden="true">
            {strip && <Marks marks={strip.gates.marks} />}
          </svg>
          <small>every gate and state, step by step</small>
          <strong>Look inside</strong>
          <span>What a cell keeps, forgets and lets out.</span>
        </a>
      </li>
      <li>
        <Forecast forecast={strip?.forecast} onOpen={onForecast} />
      </li>
    </ul>
  );
}

interface ForecastParts {
  readonly forecast: Strip["forecast"] | undefined;
  readonly onOpen: () => void;
}

function Forecast({ forecast, onOpen }: ForecastParts) {
  return (
    <button type="button" onClick={onOpen}>
      <svg class="sketch" viewBox={SKETCH_BOX} aria-hidden="true">
        {forecast && (
          <>
            <path d={forecast.band} fill="var(--band)" />
            <path d={forecast.past} fill="none" stroke="var(--ink)" stroke-width="1.4" stroke-linejoin="round" />
            <path d={forecast.value} fill="none" stroke="var(--model)" stroke-width="2.2" stroke-linejoin="round" />
          </>
        )}
      </svg>
      <small>{forecast ? `${forecast.target} of ${forecast.file}, 20 days ahead` : "\u00a0"}</small>
      <strong>Know what a forecast is worth</strong>
      <span class={`said ${forecast?.outcome ?? ""}`}>{forecast ? `${forecast.headline}.` : "\u00a0"}</span>
    </button>
  );
}
