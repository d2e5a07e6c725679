import type { ReadonlySignal } from "@preact/signals";
import type { OpenedQuantity } from "recurra/inside";
import { mapOf } from "../look/heat-image.ts";
import type { Look } from "../look/look.ts";
import { told } from "../look/told.ts";

interface HeatTitleParts {
  readonly look: Look;
  readonly quantity: ReadonlySignal<OpenedQuantity | undefined>;
}

/** The name of a map, its number at the cursor, and its scale. */
export function HeatTitle({ look, quantity }: HeatTitleParts) {
  const shown = quantity.value;
  if (!shown) return null;
  const { t, unit } = look.place.value;
  const { name, symbol, range, values } = shown;
  const [least, most] = range;
  return (
    <div class="heat-title">
      <span class="heat-name">
        {name} <i>{symbol}</i>
      </span>
      <span class="number" data-at="cursor">
        {told(values[t * look.units.value + unit] ?? Number.NaN)}
      </span>
      <span class="ramp-key">
        <span>{told(least).replace(/\.0+$/, "")}</span>
        <span class={`ramp ${mapOf(range)}`} />
        <span>{told(most).replace(/\.0+$/, "")}</span>
      </span>
    </div>
  );
}
