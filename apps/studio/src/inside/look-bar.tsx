import type { Look } from "./look/look.ts";
import { told } from "./look/told.ts";

interface LookBarParts {
  readonly look: Look;
  /** Another sequence is asked for. */
  readonly onOther: () => void;
}

/** Which network, layer and sequence are looked at, and where the cursor stands. */
export function LookBar({ look, onOther }: LookBarParts) {
  const network = look.network.value;
  if (!network) return null;
  const { t, unit, symbol } = look.place.value;
  const quantity = look.quantities.value.find((one) => one.symbol === symbol);
  const value = quantity?.values[t * look.units.value + unit] ?? Number.NaN;
  const stepName = look.stepName(t);
  return (
    <div class="look-bar">
      {look.kept.value.length > 1 ? (
        <label>
          Network{" "}
          <select
            value={look.chosen.value}
            onChange={({ currentTarget }) => {
              look.chosen.value = currentTarget.value;
            }}
          >
            <option value="">the one that learns</option>
            {look.kept.value.map(({ title }) => (
              <option key={title} value={title}>
                {title}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <strong>{network.title}</strong>
      )}
      {network.layers.length > 1 && (
        <label>
          Layer{" "}
          <select
            value={String(network.layers.indexOf(look.layer.value ?? network.layers[0]))}
            onChange={({ currentTarget }) => {
              look.layerAt.value = Number(currentTarget.value);
            }}
          >
            {network.layers.map(({ title }, at) => (
              <option key={title} value={String(at)}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="button" onClick={onOther}>
        Another sequence
      </button>
      <label>
        <input
          type="checkbox"
          checked={look.pinned.value}
          onChange={({ currentTarget }) => {
            look.pinned.value = currentTarget.checked;
          }}
        />{" "}
        pinned
      </label>
      <p class="at-cursor">
        {quantity?.name}, unit {unit + 1}, step {t + 1}
        {stepName !== undefined && ` (${stepName})`}: <strong class="number">{told(value)}</strong>
      </p>
    </div>
  );
}
