// The options of labs: each knows its default, what it does, and by its rule what its value may be. The command line and a page build
// their forms from them.
import {
  checkOptions,
  flag as flagRule,
  made,
  number as numberRule,
  type OptionRule,
  requireArguments,
  whole,
  word,
} from "recurra/core";
import { type CellName, cellNames } from "recurra/words";

/** One option of a lab. */
export interface LabOption<T> {
  readonly default: T;
  /** What changes with it, in a few words. */
  readonly effect: string;
  /** What stands for the value in a usage line ("units"); absent for flags, which take none. */
  readonly placeholder?: string;
  /** What its value may be, as a value and as a text. */
  readonly rule: OptionRule<T>;
}

/** The options of one lab by their names in code; `learningRate` is `--learning-rate` on the command line. */
export type LabOptions = Readonly<Record<string, LabOption<unknown>>>;

/** The values of a lab's options. */
export type SettingsOf<O extends LabOptions> = { readonly [K in keyof O]: O[K]["default"] };

/** A whole number of at least `least`, and at most `most`. */
export function count(
  initial: number,
  placeholder: string,
  effect: string,
  least = 1,
  most?: number,
): LabOption<number> {
  return { default: initial, effect, placeholder, rule: whole(least, most) };
}

/** A number from `least` (or above it, when `open`) to below `limit`. */
export function number(
  initial: number,
  placeholder: string,
  effect: string,
  { least = 0, open = false, limit }: { least?: number; open?: boolean; limit?: number } = {},
): LabOption<number> {
  const rule = numberRule({ ...(open ? { above: least } : { least }), below: limit });
  return { default: initial, effect, placeholder, rule };
}

/** One of a few words. */
export function choice<T extends string>(words: readonly T[], initial: NoInfer<T>, effect: string): LabOption<T> {
  return { default: initial, effect: `${effect}: ${words.join(", ")}`, placeholder: "word", rule: word(...words) };
}

/** Whole numbers of at least `least`, separated by commas. */
export function counts(
  initial: readonly number[],
  placeholder: string,
  effect: string,
  least = 1,
): LabOption<readonly number[]> {
  const one = whole(least);
  const rule = listOf(one, `whole numbers from ${least}, separated by commas`);
  return { default: initial, effect, placeholder, rule };
}

/** Numbers above 0, separated by commas. */
export function numbers(initial: readonly number[], placeholder: string, effect: string): LabOption<readonly number[]> {
  const rule = listOf(numberRule({ above: 0 }), "numbers above 0, separated by commas");
  return { default: initial, effect, placeholder, rule };
}

/** Words separated by commas, such as names of columns. */
export function words(initial: readonly string[], placeholder: string, effect: string): LabOption<readonly string[]> {
  const name: OptionRule<string> = {
    wanted: "a name",
    fits: (value): value is string => typeof value === "string" && value !== "",
    read: (given) => given.trim() || undefined,
  };
  return { default: initial, effect, placeholder, rule: listOf(name, "names separated by commas") };
}

/** A list of what one rule takes, one or more; as a text, with commas between. */
function listOf<T>(one: OptionRule<T>, wanted: string): OptionRule<readonly T[]> {
  return {
    wanted,
    fits: (value): value is readonly T[] => Array.isArray(value) && value.length > 0 && value.every(one.fits),
    read: (given) => {
      const read = given.split(",").map(one.read);
      return read.every((value) => value !== undefined) ? read : undefined;
    },
  };
}

/** Any text, such as the name of a column or a date; "" when it is not given. */
export function text(initial: string, placeholder: string, effect: string): LabOption<string> {
  const rule: OptionRule<string> = {
    wanted: "a text",
    fits: (value): value is string => typeof value === "string",
    read: (given) => given,
  };
  return { default: initial, effect, placeholder, rule };
}

/** On when it is named. */
export function flag(effect: string): LabOption<boolean> {
  return { default: false, effect, rule: flagRule };
}

/** H, the units of a layer: more than the most would take hours a step, and memory that is not there. */
export function unitsOption(initial: number, effect = "units of a layer"): LabOption<number> {
  return count(initial, "units", effect, 1, 4096);
}

/** The cell of a recurrent network: any that the library has. */
export function cellOption(initial: CellName): LabOption<CellName> {
  return choice(cellNames, initial, "recurrent cell");
}

/** The options of a recurrent network, with a lab's own defaults. */
export function networkOptions(defaults: { cell: CellName; hidden: number; layers: number }) {
  return {
    cell: cellOption(defaults.cell),
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

/** A lab's options, each with its default and its rule. */
const OPTIONS: OptionRule<LabOptions> = made("the options of a lab", (value): value is LabOptions => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => typeof one?.rule?.fits === "function");
});

/** What each option's value may be, by its name. */
export function rulesOf(options: LabOptions): Readonly<Record<string, OptionRule<unknown>>> {
  return Object.fromEntries(Object.entries(options).map(([name, { rule }]) => [name, rule]));
}

/**
 * A lab's settings: its defaults, with some of them replaced. Throws OptionError OPTION_UNKNOWN for a name that it does not have, and
 * OPTION_VALUE for a value that the option cannot have.
 */
export function settingsOf<O extends LabOptions>(options: O, given: Partial<SettingsOf<O>> = {}): SettingsOf<O> {
  requireArguments("settingsOf", { options: OPTIONS }, options);
  checkOptions("", given, rulesOf(options));
  const defaults = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
  return { ...defaults, ...given } as SettingsOf<O>;
}
