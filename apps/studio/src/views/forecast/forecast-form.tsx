import { ColumnChoice } from "../../check/column-choice.tsx";
import { FieldBox } from "../../check/field-box.tsx";
import { PREPARING_FIELDS } from "../../check/fields.ts";
import type { FilePlan, OpenedFile } from "../../engine/file-answers.ts";
import { READING } from "../../link/reading.ts";

type Texts = Readonly<Record<string, string>>;

interface ForecastFormParts {
  readonly file: OpenedFile;
  readonly settings: Texts;
  readonly target: string | undefined;
  /** What is found where nothing is said. */
  readonly plan: FilePlan | undefined;
  readonly disabled: boolean;
  /** "" takes a setting away. */
  readonly onSet: (settings: Texts) => void;
}

interface FormField {
  readonly name: string;
  readonly effect: string;
  readonly words?: readonly string[];
}

/** The settings that have a field, with what stands where nothing is given; words have a list. */
const FIELDS: readonly FormField[] = [
  { name: "lookback", effect: "rows that a forecast looks back on" },
  { name: "season", effect: "rows of a season, or none" },
  { name: "test", effect: "the part to be scored on: 0.2, 250 rows or a date" },
  { name: "calendar", effect: "what is told of the clock: hour, weekday, month, dayOfYear, or auto" },
  { name: "unit", effect: "what the column is measured in: MW, °C" },
  { name: "cell", effect: "the network's cell", words: ["rnn", "gru", "lstm", "mingru", "slstm"] },
  { name: "hiddenSize", effect: "units of a layer" },
  { name: "numLayers", effect: "layers above each other" },
  { name: "epochs", effect: "at most so many epochs" },
];

/** Those that few change. */
const FURTHER: readonly FormField[] = [
  { name: "model", effect: "beside the linear path", words: ["segment", "stepwise", "seq2seq", "linear"] },
  { name: "head", effect: "a value, or how sure it is", words: ["point", "quantile", "studentT"] },
  { name: "dropout", effect: "share of values left out while it learns" },
  { name: "optimizer", effect: "of the weights", words: ["adam", "adamw", "sgd"] },
  { name: "learningRate", effect: "of a step" },
  {
    name: "schedule",
    effect: "the rate over the epochs",
    words: ["constant", "step", "exponential", "cosine", "oneCycle", "plateau"],
  },
  { name: "batchSize", effect: "windows of a step" },
  { name: "patience", effect: "epochs without a lower validation loss" },
  { name: "level", effect: "share of truths within the interval; 0.8,0.95: two" },
  { name: "min", effect: "what no forecast is below, or none" },
  { name: "max", effect: "what no forecast is above, or none" },
];

/** All that has a place of its own on the page. */
const PLACED: readonly string[] = [
  ...[...FIELDS, ...FURTHER, ...PREPARING_FIELDS].map(({ name }) => name),
  ...[...READING, "target", "horizon", "inputs", "future"],
];

/** What to forecast, and by what. */
export function ForecastForm({ file, settings, target, plan, disabled, onSet }: ForecastFormParts) {
  const found: Texts = plan?.refusal ? {} : { ...plan?.found, season: plan?.seasons ?? "" };
  const foundOf = (name: string): string | undefined => {
    const value = settings[name] === undefined ? found[name] : undefined;
    return value === "" || value === "undefined" ? undefined : value;
  };
  const box = ({ name, effect, words }: FormField) => {
    const value = name === "horizon" ? undefined : foundOf(name);
    return (
      <FieldBox
        key={name}
        field={{
          name,
          effect: words || value === undefined ? effect : `${effect}; found: ${value}`,
          ...(words && { words: words.map((word) => [word, word] as const) }),
        }}
        value={settings[name] ?? ""}
        found={value}
        disabled={disabled}
        onValue={(text) => onSet({ [name]: text })}
      />
    );
  };
  // A link may have any setting of the library; none is hidden.
  const others = Object.keys(settings)
    .filter((name) => !PLACED.includes(name))
    .map((name) => ({ name, effect: "set by the link" }));
  const known = target === undefined || file.columns.includes(target);
  return (
    <section>
      <h2>What to forecast</h2>
      <div class="fields">
        <div class="field">
          <label for="setting-target">Column to forecast</label>
          <select
            id="setting-target"
            value={target ?? ""}
            disabled={disabled}
            onChange={({ currentTarget }) => onSet({ target: currentTarget.value, ...withTarget(currentTarget.value) })}
          >
            {target === undefined && <option value="">choose one</option>}
            {!known && <option value={target}>{target}, which is not there</option>}
            {file.columns.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </div>
        {box({ name: "horizon", effect: "rows to forecast; 5 unless given" })}
      </div>
      <details class="settings">
        <summary>Settings</summary>
        <div class="fields">{FIELDS.map(box)}</div>
        <details>
          <summary>More of the network and its training</summary>
          <div class="fields">{FURTHER.map(box)}</div>
        </details>
        {others.length > 0 && <div class="fields">{others.map(box)}</div>}
        {target !== undefined && (
          <ColumnChoice file={file} settings={settings} target={target} disabled={disabled} onSet={onSet} />
        )}
      </details>
    </section>
  );

  /** What is known ahead cannot be the target. */
  function withTarget(name: string): Texts {
    return settings.future?.split(",").includes(name) ? { future: "" } : {};
  }
}
