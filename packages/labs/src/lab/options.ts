// The options of labs: each knows its default, what it does, and how to read a text into its value. The command line and
// a page build their forms from them.
import { OptionError } from "recurra";

/** One option of a lab. */
export interface LabOption<T> {
  readonly default: T;
  /** What changes with it, in a few words. */
  readonly effect: string;
  /** What stands for the value in a usage line ("units"); absent for flags, which take none. */
  readonly placeholder?: string;
  /** The value that a text means. Throws OptionError, naming the option by `name`. */
  readonly read: (name: string, text: string) => T;
}

/** The options of one lab by their names in code; `learningRate` is `--learning-rate` on the command line. */
export type LabOptions = Readonly<Record<string, LabOption<unknown>>>;

/** The values of a lab's options. */
export type SettingsOf<O extends LabOptions> = { readonly [K in keyof O]: O[K]["default"] };

function wrong(name: string, wanted: string, text: string): OptionError {
  return new OptionError("LAB_OPTION", "", `${name} must be ${wanted}, but it is "${text}"`);
}

/** A whole number of at least `least`, and at most `most`. */
export function count(
  initial: number,
  placeholder: string,
  effect: string,
  least = 1,
  most = Number.MAX_SAFE_INTEGER,
): LabOption<number> {
  const wanted = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  const read = (name: string, text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    throw wrong(name, `a whole number ${wanted}`, text);
  };
  return { default: initial, effect, placeholder, read };
}

/** A number from `least` (or above it, when `open`) to below `limit`. */
export function number(
  initial: number,
  placeholder: string,
  effect: string,
  {
    least = 0,
    open = false,
    limit = Number.POSITIVE_INFINITY,
  }: { least?: number; open?: boolean; limit?: number } = {},
): LabOption<number> {
  const upper = limit === Number.POSITIVE_INFINITY ? "" : ` and below ${limit}`;
  const wanted = open ? `a number above ${least}${upper}` : `a number of at least ${least}${upper}`;
  const read = (name: string, text: string): number => {
    const value = Number(text);
    const high = Number.isFinite(value) && value < limit;
    if (text.trim() !== "" && high && (open ? value > least : value >= least)) return value;
    throw wrong(name, wanted, text);
  };
  return { default: initial, effect, placeholder, read };
}

/** One of a few words. */
export function choice<T extends string>(words: readonly T[], initial: NoInfer<T>, effect: string): LabOption<T> {
  const read = (name: string, text: string): T => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw wrong(name, `one of ${words.join(", ")}`, text);
    return found;
  };
  return { default: initial, effect: `${effect}: ${words.join(", ")}`, placeholder: "word", read };
}

/** Whole numbers of at least `least`, separated by commas. */
export function counts(
  initial: readonly number[],
  placeholder: string,
  effect: string,
  least = 1,
): LabOption<readonly number[]> {
  const read = (name: string, text: string): readonly number[] => {
    const values = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
    if (values.every((value) => Number.isSafeInteger(value) && value >= least)) return values;
    throw wrong(name, `whole numbers of at least ${least}, separated by commas`, text);
  };
  return { default: initial, effect, placeholder, read };
}

/** Words separated by commas, such as names of columns. */
export function words(initial: readonly string[], placeholder: string, effect: string): LabOption<readonly string[]> {
  const read = (name: string, text: string): readonly string[] => {
    const values = text.split(",").map((part) => part.trim());
    if (!values.includes("")) return values;
    throw wrong(name, "names separated by commas", text);
  };
  return { default: initial, effect, placeholder, read };
}

/** Any text, such as the name of a column or a date; "" when it is not given. */
export function text(initial: string, placeholder: string, effect: string): LabOption<string> {
  return { default: initial, effect, placeholder, read: (_name, value) => value };
}

/** On when it is named. */
export function flag(effect: string): LabOption<boolean> {
  const read = (name: string, value: string): boolean => {
    if (value === "true" || value === "false") return value === "true";
    throw wrong(name, "true or false", value);
  };
  return { default: false, effect, read };
}

/** H, the units of a layer: more than the most would take hours a step, and memory that is not there. */
export function unitsOption(initial: number, effect = "units of a layer"): LabOption<number> {
  return count(initial, "units", effect, 1, 4096);
}

/** The options of a recurrent network, with a lab's own defaults. */
export function networkOptions(defaults: { cell: "rnn" | "lstm" | "gru"; hidden: number; layers: number }) {
  return {
    cell: choice(["rnn", "lstm", "gru"], defaults.cell, "recurrent cell"),
    hidden: unitsOption(defaults.hidden),
    layers: count(defaults.layers, "n", "recurrent layers", 1, 64),
    bidirectional: flag("read the sequence from both ends"),
    dropout: number(0, "share", "share of outputs dropped between layers while training", { limit: 1 }),
  };
}

/** The options of training, with a lab's own defaults. */
export function trainingOptions(defaults: { epochs: number; batch: number; learningRate: number }) {
  return {
    epochs: count(defaults.epochs, "n", "passes over the training samples"),
    batch: count(defaults.batch, "n", "samples in a training step"),
    learningRate: number(defaults.learningRate, "rate", "step size of Adam", { open: true }),
    seed: count(0, "n", "the same seed gives the same numbers", 0),
  };
}

/** A lab's settings: its defaults, with some of them replaced. Throws OptionError for a name that it does not have. */
export function settingsOf<O extends LabOptions>(options: O, given: Partial<SettingsOf<O>> = {}): SettingsOf<O> {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(options, name));
  if (unknown !== undefined) {
    throw new OptionError(
      "LAB_OPTION",
      "",
      `there is no option ${unknown}; there are ${Object.keys(options).join(", ")}`,
    );
  }
  const defaults = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
  return { ...defaults, ...given } as SettingsOf<O>;
}
