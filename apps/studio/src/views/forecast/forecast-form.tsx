import type { OpenedFile } from "../../engine/protocol.ts";
import { labelOf } from "../../engine/wording.ts";
import type { RunLink } from "../../link/run-link.ts";
import { TextField } from "../../parts/text-field.tsx";

interface ForecastFormParts {
  readonly file: OpenedFile;
  readonly link: RunLink;
  readonly target: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (link: RunLink) => void;
}

/** The settings that have a field, with what stands where nothing is given; words have a list. */
const FIELDS: readonly { readonly name: string; readonly effect: string; readonly words?: readonly string[] }[] = [
  { name: "horizon", effect: "rows to forecast; 5 unless given" },
  { name: "lookback", effect: "rows that a forecast looks back on; found" },
  { name: "where", effect: "one series of several, as Store=1; all rows unless given" },
  { name: "dateOrder", effect: "of dates such as 1/2/2020", words: ["dmy", "mdy", "ymd"] },
  { name: "repair", effect: "what is done with missing cells", words: ["drop", "forward-fill", "linear"] },
  { name: "fillGaps", effect: "puts missing times in", words: ["seasonal", "forward-fill", "linear"] },
  { name: "season", effect: "rows of a season, or none; found" },
  { name: "cell", effect: "the network's cell", words: ["rnn", "gru", "lstm", "mingru", "slstm"] },
  { name: "hiddenSize", effect: "units of a layer" },
  { name: "epochs", effect: "at most so many epochs" },
];

/** What to forecast, and by what. */
export function ForecastForm({ file, link, target, disabled, onChange }: ForecastFormParts) {
  const set = (name: string, text: string): void => {
    const { [name]: _, ...others } = link.settings;
    onChange({ ...link, settings: text === "" ? others : { ...others, [name]: text } });
  };
  return (
    <>
      <div class="field target">
        <label for="setting-target">Column to forecast</label>
        <select
          id="setting-target"
          value={target ?? ""}
          disabled={disabled}
          onChange={({ currentTarget }) => set("target", currentTarget.value)}
        >
          {target === undefined && <option value="">choose one</option>}
          {file.columns.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <details class="settings">
        <summary>Settings</summary>
        <div class="fields">
          {FIELDS.map(({ name, effect, words }) => {
            const id = `setting-${name}`;
            const shared = { id, disabled, "aria-describedby": `${id}-said` };
            return (
              <div class="field" key={name}>
                <label for={id}>{labelOf(name)}</label>
                {words ? (
                  <select
                    {...shared}
                    value={link.settings[name] ?? ""}
                    onChange={({ currentTarget }) => set(name, currentTarget.value)}
                  >
                    <option value="">as found</option>
                    {words.map((word) => (
                      <option key={word} value={word}>
                        {word}
                      </option>
                    ))}
                  </select>
                ) : (
                  <TextField
                    id={id}
                    text={link.settings[name] ?? ""}
                    disabled={disabled}
                    onText={(text) => set(name, text)}
                  />
                )}
                <small id={`${id}-said`}>{effect}</small>
              </div>
            );
          })}
        </div>
      </details>
    </>
  );
}
