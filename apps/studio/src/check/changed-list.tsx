import { labelOf } from "../engine/wording.ts";
import { READING } from "../link/reading.ts";
import { effectOf } from "./effects.ts";

type Texts = Readonly<Record<string, string>>;

const PREPARING: readonly string[] = ["sort", "resample", "repair", "fillGaps"];

interface ChangedListParts {
  readonly settings: Texts;
  readonly disabled: boolean;
  readonly onSet: (settings: Texts) => void;
}

/** What was said of the file and its rows, each with what it does, and to be taken back. */
export function ChangedList({ settings, disabled, onSet }: ChangedListParts) {
  const said = Object.entries(settings).filter(([name]) => READING.includes(name) || PREPARING.includes(name));
  if (said.length === 0) return null;
  return (
    <section class="changed" aria-label="What is set">
      <p class="note">Set here, and in the link; the file itself stays as it is:</p>
      <ul>
        {said.map(([name, value]) => (
          <li key={name}>
            <strong>{value === "true" ? labelOf(name) : `${labelOf(name)}: ${value.replaceAll("\n", ", ")}`}</strong>{" "}
            {effectOf(name, value)}{" "}
            <button type="button" class="small" disabled={disabled} onClick={() => onSet({ [name]: "" })}>
              Take back<span class="hidden"> {labelOf(name)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
