import { labelOf } from "../engine/wording.ts";
import { TextField } from "../parts/text-field.tsx";
import type { Field } from "./fields.ts";

interface FieldBoxParts {
  readonly field: Field;
  readonly value: string;
  /** What stands where nothing is set: what was found. */
  readonly found?: string | undefined;
  readonly disabled: boolean;
  readonly onValue: (value: string) => void;
}

/** A setting: a list where it has words, a text with what is often meant, else a text. */
export function FieldBox({
  field: { name, effect, words, often, none = "as found" },
  value,
  found,
  disabled,
  onValue,
}: FieldBoxParts) {
  const id = `setting-${name}`;
  const known = words === undefined || value === "" || words.some(([word]) => word === value);
  return (
    <div class="field">
      <label for={id}>{labelOf(name)}</label>
      {words ? (
        <select
          id={id}
          value={value}
          disabled={disabled}
          aria-describedby={`${id}-said`}
          onChange={({ currentTarget }) => onValue(currentTarget.value)}
        >
          <option value="">{found === undefined || found === "" ? none : `found: ${found}`}</option>
          {!known && <option value={value}>{value}</option>}
          {words.map(([word, said]) => (
            <option key={word} value={word}>
              {said}
            </option>
          ))}
        </select>
      ) : (
        <>
          <TextField
            id={id}
            text={value}
            disabled={disabled}
            onText={onValue}
            {...(often && { list: `${id}-often` })}
          />
          {often && (
            <datalist id={`${id}-often`}>
              {often.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </>
      )}
      <small id={`${id}-said`}>{effect}</small>
    </div>
  );
}
