import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Look } from "../look/look.ts";
import { usePointing } from "../look/use-pointing.ts";

interface StripParts {
  readonly look: Look;
  /** Steps on its x axis. */
  readonly steps: number;
  readonly children: ComponentChildren;
}

/** A picture over the steps, in the same columns as the heat maps: the pointer over it moves the cursor, whose column it shows. */
export function Strip({ look, steps, children }: StripParts) {
  const place = useRef<HTMLDivElement>(null);
  const stepAt = ({ clientX }: MouseEvent): number => {
    const { left = 0, width = 1 } = place.current?.getBoundingClientRect() ?? {};
    return Math.min(steps - 1, Math.max(0, Math.floor(((clientX - left) / width) * steps)));
  };
  usePointing(place, {
    onMove: (event) => look.hover({ t: stepAt(event) }),
    onClick: (event) => look.pin({ t: stepAt(event) }),
  });
  const { t } = look.place.value;
  return (
    <div class="strip" ref={place}>
      {children}
      {t < steps && <span class="column" style={{ left: `${(100 * t) / steps}%`, width: `${100 / steps}%` }} />}
    </div>
  );
}
