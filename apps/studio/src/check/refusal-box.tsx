import type { Cure, Refusal } from "../engine/file-answers.ts";
import { labelOf } from "../engine/wording.ts";
import { effectOf } from "./effects.ts";

type Texts = Readonly<Record<string, string>>;

interface CuresParts {
  readonly cures: readonly Cure[];
  /** What is set already: it is not offered again. */
  readonly set?: Texts;
  readonly disabled: boolean;
  readonly onSet: (settings: Texts) => void;
}

/** What can be done, a button each, with what it does to the data. Nothing is done unless it is pressed, and the file itself is never changed. */
export function Cures({ cures, set: already = {}, disabled, onSet }: CuresParts) {
  const isSet = (settings: Texts): boolean =>
    Object.entries(settings).every(([name, value]) => already[name] === value);
  const settable = cures.filter(({ settings }) => settings !== undefined && !isSet(settings)).slice(0, 6);
  if (settable.length === 0) return null;
  return (
    <ul class="cures">
      {settable.map(({ settings = {} }) => {
        const set = Object.entries(settings);
        const effects = set.map(([name, value]) => effectOf(name, value)).filter((effect) => effect !== "");
        return (
          <li key={JSON.stringify(settings)}>
            <button type="button" class="small" disabled={disabled} onClick={() => onSet(settings)}>
              {set.map(([name, value]) => (value === "true" ? labelOf(name) : `${labelOf(name)}: ${value}`)).join(", ")}
            </button>{" "}
            <span>{effects.join("; ")}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** What stands in the way, in the library's words, with what would cure it. */
export function RefusalBox({
  refusal,
  disabled,
  onSet,
}: { readonly refusal: Refusal } & Pick<CuresParts, "disabled" | "onSet">) {
  return (
    <div role="alert" class="refusal">
      <p>{refusal.message}</p>
      <Cures cures={refusal.cures} disabled={disabled} onSet={onSet} />
    </div>
  );
}
