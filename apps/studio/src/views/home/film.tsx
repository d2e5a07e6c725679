import { useEffect, useState } from "preact/hooks";
import { SKETCH_BOX, type Strip } from "../../recorded/sketch.ts";

/** The film takes no longer than this: what moves longer by itself needs a button that stops it. */
const FILM = 4500;

interface FilmParts {
  readonly film: Strip["learning"] | undefined;
}

/** A network that learns, in a few frames. It plays once when it is there, and again when the pointer comes; where no motion is wanted its end is shown. */
export function Film({ film }: FilmParts) {
  const last = (film?.frames.length ?? 1) - 1;
  const [at, setAt] = useState(0);
  const [plays, setPlays] = useState(0);
  useEffect(() => {
    if (film === undefined) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      setAt(last);
      return;
    }
    let frame = 0;
    setAt(0);
    const timer = setInterval(() => {
      frame++;
      setAt(frame);
      if (frame >= last) clearInterval(timer);
    }, FILM / last);
    return () => clearInterval(timer);
  }, [film, last, plays]);
  const frame = film?.frames[Math.min(at, last)];
  return (
    <>
      <svg class="sketch" viewBox={SKETCH_BOX} aria-hidden="true" onPointerEnter={() => setPlays(plays + 1)}>
        {film && frame && (
          <>
            <path d={film.dots} stroke="var(--input)" stroke-width="3" stroke-linecap="round" />
            <path d={film.clean} fill="none" stroke="var(--ink)" stroke-width="1.2" />
            <path d={frame.d} fill="none" stroke="var(--model)" stroke-width="2.4" stroke-linejoin="round" />
          </>
        )}
      </svg>
      <small aria-hidden="true">
        {frame ? `step ${frame.step.toLocaleString("en-US")}, loss ${frame.loss}` : "\u00a0"}
      </small>
    </>
  );
}
