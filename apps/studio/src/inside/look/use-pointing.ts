import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Pointing {
  readonly onMove?: (event: PointerEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
}

/** What a pointer does on a picture. The same can be done from the maps by keys, which are the controls: the picture itself is none. */
export function usePointing(place: RefObject<Element | null>, pointing: Pointing): void {
  const now = useRef(pointing);
  now.current = pointing;
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const ends = new AbortController();
    const { signal } = ends;
    element.addEventListener("pointermove", (event) => now.current.onMove?.(event as PointerEvent), { signal });
    element.addEventListener("click", (event) => now.current.onClick(event as MouseEvent), { signal });
    return () => ends.abort();
  }, [place]);
}
