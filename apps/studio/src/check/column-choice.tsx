import type { OpenedFile } from "../engine/file-answers.ts";
import { namesAsText, namesIn } from "../link/reading.ts";

type Texts = Readonly<Record<string, string>>;

interface ColumnChoiceParts {
  readonly file: OpenedFile;
  readonly settings: Texts;
  readonly target: string;
  readonly disabled: boolean;
  readonly onSet: (settings: Texts) => void;
}

/** The inputs as a setting: none where they are the target alone, as they are when nothing is said. */
function inputsAsText(names: readonly string[], target: string): string {
  return names.length === 1 && names[0] === target ? "" : namesAsText(names);
}

/** Which columns the model reads, and which of them are known of the rows to forecast too. */
export function ColumnChoice({ file, settings, target, disabled, onSet }: ColumnChoiceParts) {
  const words = namesIn(settings.categories);
  const names = [...new Set([target, ...file.columns, ...words])];
  const given = namesIn(settings.inputs);
  const inputs = given.length === 0 ? [target] : given;
  const future = namesIn(settings.future);
  const toggled = (list: readonly string[], name: string): string[] =>
    names.filter((one) => (one === name ? !list.includes(name) : list.includes(one)));
  return (
    <>
      <fieldset class="choices" disabled={disabled}>
        <legend>Inputs</legend>
        <p class="note">What the network reads of the past. The column to forecast alone, unless others are chosen.</p>
        {names.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={inputs.includes(name)}
              onChange={() => onSet({ inputs: inputsAsText(toggled(inputs, name), target) })}
            />{" "}
            {name}
          </label>
        ))}
      </fieldset>
      {names.length > 1 && (
        <fieldset class="choices" disabled={disabled}>
          <legend>Future: known ahead</legend>
          <p class="note">
            Columns whose values are known of the rows to forecast too, such as holidays: the file has them in rows
            behind the last value of {target}.
          </p>
          {names
            .filter((name) => name !== target)
            .map((name) => (
              <label key={name}>
                <input
                  type="checkbox"
                  checked={future.includes(name)}
                  onChange={() => onSet({ future: namesAsText(toggled(future, name)) })}
                />{" "}
                {name}
              </label>
            ))}
        </fieldset>
      )}
    </>
  );
}
