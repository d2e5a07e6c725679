import type { FileColumn, OpenedFile } from "../engine/file-answers.ts";
import { namesAsText, namesIn } from "../link/reading.ts";
import { figure, withUnit } from "./numbers.ts";
import { Spark } from "./spark.tsx";

type Texts = Readonly<Record<string, string>>;

interface ColumnTableParts {
  readonly file: OpenedFile;
  readonly settings: Texts;
  readonly target: string | undefined;
  readonly disabled: boolean;
  /** "" takes a setting away. */
  readonly onSet: (settings: Texts) => void;
}

/** What a column is read as, and what it may be read as. */
type ReadAs = "number" | "time" | "words" | "text" | "other";

/** As it is read now. */
function readAs({ name, type }: FileColumn, { clock }: OpenedFile, settings: Texts): ReadAs {
  if (clock.columns.includes(name)) return "time";
  if (namesIn(settings.categories).includes(name)) return "words";
  return type === "numbers" ? "number" : type === "text" || type === "unclear" ? "text" : "other";
}

const NAMES: Readonly<Record<ReadAs, string>> = {
  number: "number",
  time: "time",
  words: "words, as marks",
  text: "text: left out",
  other: "left out",
};

/** What there is to choose. */
function choicesOf(now: ReadAs, column: FileColumn): readonly ReadAs[] {
  if (now === "other") return column.type === "empty" ? ["other"] : ["other", "time"];
  const isText = now === "text" || column.type === "text" || column.type === "unclear";
  return isText ? ["text", "words", "number", "time"] : ["number", "words", "time"];
}

/** The settings that read a column so. */
export function settingsFor(to: ReadAs, now: ReadAs, name: string, settings: Texts, target: string | undefined): Texts {
  const without = (setting: string): string[] => namesIn(settings[setting]).filter((one) => one !== name);
  const list = (setting: string, names: readonly string[]): Texts => ({ [setting]: namesAsText(names) });
  const inputs = without("inputs");
  const onlyTarget = inputs.length === 0 || (inputs.length === 1 && inputs[0] === target);
  const reads = (names: readonly string[]): Texts =>
    list("inputs", [...(onlyTarget && target !== undefined ? [target] : inputs), ...names]);
  const change: Record<string, string> = {};
  if (now === "time") change.time = to === "time" ? "" : "false";
  if (now === "words")
    Object.assign(
      change,
      list("categories", without("categories")),
      onlyTarget ? { inputs: "" } : list("inputs", inputs),
    );
  if (to === "time") Object.assign(change, { time: name }, name === target ? { target: "" } : {});
  if (to === "words") Object.assign(change, list("categories", [...without("categories"), name]), reads([name]));
  // A column of text that is asked for is read as numbers, or refused with the cell that is none.
  if (to === "number" && now === "text") Object.assign(change, reads([name]));
  return change;
}

/** All columns of the file, each with what it was read as. */
export function ColumnTable({ file, settings, target, disabled, onSet }: ColumnTableParts) {
  return (
    <section class="scroll" tabindex={0} aria-label="Columns of the file">
      <table class="data columns">
        <thead>
          <tr>
            <th scope="col">column</th>
            <th scope="col">read as</th>
            <th scope="col">all rows</th>
            <th scope="col">missing</th>
            <th scope="col">least</th>
            <th scope="col">mean</th>
            <th scope="col">greatest</th>
            <th scope="col">first cells</th>
          </tr>
        </thead>
        <tbody>
          {file.table.map((column) => {
            const { name, unit, missing, smallest, mean, greatest, spark, first, problem } = column;
            const now = readAs(column, file, settings);
            const choices = choicesOf(now, column);
            return (
              <tr key={name} class={name === target ? "chosen" : ""}>
                <th scope="row">
                  {name}
                  {unit !== undefined && <small> {unit}</small>}
                </th>
                <td class="as">
                  <select
                    aria-label={`Read ${name} as`}
                    value={now}
                    disabled={disabled || choices.length < 2}
                    onChange={({ currentTarget }) => {
                      const to = currentTarget.value as ReadAs;
                      // What is shown is what is read: a change that the file refuses is told elsewhere.
                      currentTarget.value = now;
                      onSet(settingsFor(to, now, name, settings, target));
                    }}
                  >
                    {choices.map((one) => (
                      <option key={one} value={one}>
                        {NAMES[one]}
                      </option>
                    ))}
                  </select>
                  {problem !== undefined && <small class="warning">{problem}</small>}
                </td>
                <td>{spark && <Spark ends={spark} name={name} />}</td>
                <td class={missing ? "warning" : ""}>
                  {missing === undefined ? "-" : missing.toLocaleString("en-US")}
                </td>
                <td>{withUnit(figure(smallest), unit)}</td>
                <td>{withUnit(figure(mean), unit)}</td>
                <td>{withUnit(figure(greatest), unit)}</td>
                <td class="first">{first.map((cell) => (cell === "" ? "-" : cell)).join(", ")}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
