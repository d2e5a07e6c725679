import type { OpenedFile } from "../engine/file-answers.ts";
import { FieldBox } from "./field-box.tsx";
import { type Field, PREPARING_FIELDS, READING_FIELDS } from "./fields.ts";

type Texts = Readonly<Record<string, string>>;

interface ReadingFormParts {
  readonly file: OpenedFile;
  readonly settings: Texts;
  readonly disabled: boolean;
  readonly isOpen: boolean;
  readonly onSet: (settings: Texts) => void;
}

const SIGNS: Readonly<Record<string, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  " ": "blanks",
  "|": "bar |",
};

/** What was found in the file, where a field leaves it to be found. */
function foundIn({ clock, signs }: OpenedFile, settings: Texts): Texts {
  return {
    ...(settings.time === undefined && { time: clock.columns.join(" and ") || "none" }),
    ...(settings.decimal === undefined && signs && { decimal: signs.decimal === "," ? "comma" : "point" }),
    ...(settings.delimiter === undefined && signs && { delimiter: SIGNS[signs.delimiter] ?? signs.delimiter }),
  };
}

/** How the file is read, each setting of which may be said otherwise. */
export function ReadingForm({ file, settings, disabled, isOpen, onSet }: ReadingFormParts) {
  const found = foundIn(file, settings);
  const times = file.table.map(({ name }) => [name, name] as const);
  const box = (field: Field) => (
    <FieldBox
      key={field.name}
      field={field.name === "time" ? { ...field, words: [...times, ["false", "none: rows are counted"]] } : field}
      value={settings[field.name] ?? ""}
      found={found[field.name]}
      disabled={disabled}
      onValue={(value) => onSet({ [field.name]: value })}
    />
  );
  return (
    <details class="settings" open={isOpen}>
      <summary>How the file is read</summary>
      <div class="fields">{READING_FIELDS.map(box)}</div>
      <h3>What is done with the rows</h3>
      <p class="note">Nothing is, unless it is said here; the file itself is never changed.</p>
      <div class="fields">{PREPARING_FIELDS.map(box)}</div>
    </details>
  );
}
