// What an option may be, as data: one checker for settings, optimizers, layers, labs and the options of a command line.

import { COPY, otherCopy } from "./copy.ts";
import { OptionError } from "./errors.ts";
import { nearestNames, quoteCell } from "./nearest-names.ts";
import type { Phrase } from "./phrase.ts";

/** What a value must be. */
export interface OptionRule<T> {
  /** Completes "must be": "a whole number from 1". */
  readonly wanted: string;
  /** Whether a value of a program or of JSON is one. */
  readonly fits: (value: unknown) => value is T;
  /** The value that a text of a command line or a form means; undefined where it means none. */
  readonly read: (text: string) => T | undefined;
}

/** Rules by the option's name. */
export type OptionRules<T extends object> = { readonly [K in keyof T]-?: OptionRule<Exclude<T[K], undefined>> };

/** Where numbers may lie: at least or above one, at most or below another. */
export interface NumberRange {
  readonly least?: number;
  readonly above?: number;
  readonly most?: number;
  readonly below?: number;
}

function wordRange({ least, above, most, below }: NumberRange): string {
  const low = least !== undefined ? ` from ${figure(least)}` : above !== undefined ? ` above ${figure(above)}` : "";
  const and = low === "" ? "" : least !== undefined ? " to" : " and";
  if (most !== undefined) return `${low}${least !== undefined ? " to" : `${and} at most`} ${figure(most)}`;
  return below === undefined ? low : `${low}${and} below ${figure(below)}`;
}

/** 2000000 as "2,000,000". */
function figure(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 20 });
}

/** A finite number in a range; `noun` is what it is of: "a number of seconds". */
/* @__NO_SIDE_EFFECTS__ */
export function number(range: NumberRange = {}, noun?: string): OptionRule<number> {
  const { least, above, most, below } = range;
  const fits = (value: unknown): value is number =>
    typeof value === "number" &&
    Number.isFinite(value) &&
    (least === undefined || value >= least) &&
    (above === undefined || value > above) &&
    (most === undefined || value <= most) &&
    (below === undefined || value < below);
  const kind = noun ?? `a ${Object.keys(range).length === 0 ? "finite " : ""}number`;
  return { wanted: `${kind}${wordRange(range)}`, fits, read: readWith(fits) };
}

/** A whole number from `least`, at most `most`. */
/* @__NO_SIDE_EFFECTS__ */
export function whole(least: number, most?: number): OptionRule<number> {
  const range = number({ least, most });
  const fits = (value: unknown): value is number => Number.isSafeInteger(value) && range.fits(value);
  return { wanted: `a whole number${wordRange({ least, most })}`, fits, read: readWith(fits) };
}

function readWith(fits: (value: unknown) => value is number): (text: string) => number | undefined {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    return fits(value) ? value : undefined;
  };
}

/** One of a few words. */
/* @__NO_SIDE_EFFECTS__ */
export function word<T extends string>(...words: readonly T[]): OptionRule<T> {
  const fits = (value: unknown): value is T => words.includes(value as T);
  return {
    wanted: `one of ${words.map((one) => JSON.stringify(one)).join(", ")}`,
    fits,
    read: (text) => (fits(text) ? text : undefined),
  };
}

/** Any text that is not empty, such as the name of a column. */
/* @__NO_SIDE_EFFECTS__ */
export function text(wanted: string): OptionRule<string> {
  const fits = (value: unknown): value is string => typeof value === "string" && value !== "";
  return { wanted, fits, read: (given) => (given === "" ? undefined : given) };
}

/** A list of texts, such as names of columns. */
export const names: OptionRule<readonly string[]> = {
  wanted: "a list of names",
  fits: (value): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === "string"),
  read: (given) => given.split(",").map((one) => one.trim()),
};

/** What a text cannot say, such as a function or a part of a program. */
/* @__NO_SIDE_EFFECTS__ */
export function made<T>(wanted: string, fits: (value: unknown) => value is T): OptionRule<T> {
  return { wanted, fits, read: () => undefined };
}

/** A part of a program, such as a signal or a state: what it holds, its types say. */
/* @__NO_SIDE_EFFECTS__ */
export function object<T extends object>(wanted = "an object"): OptionRule<T> {
  return made(wanted, (value): value is T => typeof value === "object" && value !== null);
}

/** A part of the library, or what stands for one: known by a member, and not of another copy. */
/* @__NO_SIDE_EFFECTS__ */
export function part<T extends object>(wanted: string, member: keyof T & string): OptionRule<T> {
  const has = (value: unknown): boolean => typeof value === "object" && value !== null && member in value;
  return made(wanted, (value): value is T => has(value) && otherCopy(value) === undefined);
}

/** An object of a class of the library, and of this copy of it. */
/* @__NO_SIDE_EFFECTS__ */
export function instance<T>(wanted: string, type: abstract new (...parts: never[]) => T): OptionRule<T> {
  return made(wanted, (value): value is T => value instanceof type);
}

/** What may be left out, too. */
/* @__NO_SIDE_EFFECTS__ */
export function optional<T>(rule: OptionRule<T>): OptionRule<T | undefined> {
  return { ...rule, fits: (value): value is T | undefined => value === undefined || rule.fits(value) };
}

/** A list, or an array of a type, whose entries fit a rule. */
/* @__NO_SIDE_EFFECTS__ */
export function list<T>(wanted: string, each: (value: unknown) => value is T): OptionRule<ArrayLike<T>> {
  return made(wanted, (value): value is ArrayLike<T> => {
    if (ArrayBuffer.isView(value)) return "length" in value && each(value.length);
    return Array.isArray(value) && value.every(each);
  });
}

/** A function of a program. */
/* @__NO_SIDE_EFFECTS__ */
export function callback<T extends (...args: never[]) => unknown>(wanted = "a function"): OptionRule<T> {
  return made(wanted, (value): value is T => typeof value === "function");
}

/** What stops work. */
export const SIGNAL: OptionRule<AbortSignal> = /* @__PURE__ */ part("an AbortSignal", "throwIfAborted");

/** A function that is run at once. */
export const BODY: OptionRule<() => unknown> = /* @__PURE__ */ callback();

/** A number above 0; infinity is one. */
export const POSITIVE: OptionRule<number> = /* @__PURE__ */ made(
  "a number above 0",
  (value): value is number => typeof value === "number" && value > 0,
);

/** Numbers; one that is missing is NaN. */
export const NUMBERS: OptionRule<ArrayLike<number>> = /* @__PURE__ */ list(
  "a list of numbers",
  (value): value is number => typeof value === "number",
);

/** Any number that is not NaN. */
export const NUMBER: OptionRule<number> = /* @__PURE__ */ made(
  "a number",
  (value): value is number => typeof value === "number" && !Number.isNaN(value),
);

/** Any text, also one that is empty. */
export const TEXT: OptionRule<string> = /* @__PURE__ */ made(
  "a text",
  (value): value is string => typeof value === "string",
);

/** The bytes of a file. */
export const BYTES: OptionRule<Uint8Array> = /* @__PURE__ */ made(
  "bytes (a Uint8Array)",
  (value): value is Uint8Array => value instanceof Uint8Array,
);

/** A row, or a place in a list. */
export const PLACE: OptionRule<number> = /* @__PURE__ */ whole(0);

/** A number of things, of which there is at least one. */
export const COUNT: OptionRule<number> = /* @__PURE__ */ whole(1);

/** What is dropped: a share below all. */
export const DROPPED: OptionRule<number> = /* @__PURE__ */ number({ least: 0, below: 1 });

/** true or false. */
export const flag: OptionRule<boolean> = {
  wanted: "true or false",
  fits: (value): value is boolean => typeof value === "boolean",
  read: (given) => (given === "true" ? true : given === "false" ? false : undefined),
};

/** What one of two rules takes. */
/* @__NO_SIDE_EFFECTS__ */
export function either<A, B>(one: OptionRule<A>, other: OptionRule<B>): OptionRule<A | B> {
  return {
    wanted: `${one.wanted} or ${other.wanted}`,
    fits: (value): value is A | B => one.fits(value) || other.fits(value),
    read: (given) => one.read(given) ?? other.read(given),
  };
}

/** Exactly this word. */
/* @__NO_SIDE_EFFECTS__ */
export function exactly<T extends string>(only: T): OptionRule<T> {
  return { ...word(only), wanted: JSON.stringify(only) };
}

/** A value as a message repeats it: short, on one line. */
export function shownValue(value: unknown): string {
  if (typeof value === "string") return quoteCell(value);
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return shownScalar(value);
  return Array.isArray(value) ? `a list of ${value.length}` : "an object";
}

/** 10n as "10n", that it is told from 10. */
function shownScalar(value: unknown): string {
  return typeof value === "bigint" ? `${value}n` : String(value);
}

/** The error for a value that an option cannot have; OTHER_COPY, with both versions, for an object of another copy of the library. */
export function refuseValue(subject: string, option: string, wanted: Phrase, found: unknown): OptionError {
  const other = otherCopy(found);
  if (other !== undefined) {
    return new OptionError(
      "OTHER_COPY",
      subject,
      [{ option }, ` is of another copy of recurra: that is version ${other.version}, and this one ${COPY.version}`],
      { found: other.version, remedies: ["load one copy only: npm ls recurra lists those that are installed"] },
    );
  }
  const rest = typeof wanted === "string" ? [wanted] : wanted;
  return new OptionError(
    "OPTION_VALUE",
    subject,
    [{ option }, " must be ", ...rest, `, but it is ${shownValue(found)}`],
    { found },
  );
}

/** Throws OptionError OPTION_VALUE unless the value fits the rule. */
export function requireOption<T>(
  subject: string,
  option: string,
  rule: OptionRule<T>,
  value: unknown,
): asserts value is T {
  if (!rule.fits(value)) throw refuseValue(subject, option, rule.wanted, value);
}

/**
 * Checks the arguments of a function, in the order of their rules. Throws OptionError OPTION_VALUE for one of another kind, OTHER_COPY for
 * one of another copy of the library.
 */
export function requireArguments(
  subject: string,
  rules: Readonly<Record<string, OptionRule<unknown>>>,
  ...values: readonly unknown[]
): void {
  let at = 0;
  for (const name in rules) requireOption(subject, name, rules[name], values[at++]);
}

/** The value of an option's text. Throws OptionError OPTION_VALUE for a text that has none. */
export function readOption<T>(subject: string, option: string, rule: OptionRule<T>, given: string): T {
  const value = rule.read(given);
  if (value === undefined) throw refuseValue(subject, option, rule.wanted, given);
  return value;
}

/**
 * Options out of plain data: values as a program or JSON has them, or their texts. What is undefined or null is left out. Throws
 * OptionError OPTION_UNKNOWN or OPTION_VALUE.
 */
export function readOptions(
  subject: string,
  given: object,
  rules: Readonly<Record<string, OptionRule<unknown>>>,
): Record<string, unknown> {
  requireKnownOptions(subject, given, Object.keys(rules));
  const read: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = optionOf(given, name);
    if (value === undefined || value === null) continue;
    if (typeof value === "string") read[name] = readOption(subject, name, rule, value);
    else {
      requireOption(subject, name, rule, value);
      read[name] = value;
    }
  }
  return read;
}

/** Names of PyTorch and Keras for options that are called otherwise here; those that only differ in spelling are near enough. */
const ALIASES: Readonly<Record<string, string>> = {
  lr: "learningRate",
  units: "hiddenSize",
  eps: "epsilon",
  beta_1: "betas",
  beta_2: "betas",
  max_norm: "clipNorm",
};

/** Options of PyTorch and Keras that have none beside them here, and what is so instead. */
const ABSENT: Readonly<Record<string, string>> = {
  batch_first: "leave it out: sequences are [batch, time, features] always",
  return_sequences: "leave it out: every step is given, and LastStep takes the last",
};

/** Throws OptionError OPTION_UNKNOWN, with the nearest, for a name that is not among those known. */
export function requireKnownOptions(subject: string, given: object, known: readonly string[]): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    // Such as `new Dropout(0.2)`, which PyTorch takes.
    const [first] = known;
    throw new OptionError("OPTION_VALUE", subject, `its options must be an object, but they are ${shownValue(given)}`, {
      found: given,
      remedies: [["name each option, as in { ", { option: first, like: "..." }, " }"]],
    });
  }
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const alias = Object.hasOwn(ALIASES, unknown) ? ALIASES[unknown] : "";
  const near = known.includes(alias) ? [alias] : nearestNames(unknown, known);
  throw new OptionError("OPTION_UNKNOWN", subject, `there is no option ${quoteCell(unknown)}`, {
    found: unknown,
    remedies: Object.hasOwn(ABSENT, unknown)
      ? [ABSENT[unknown]]
      : near.length > 0
        ? [["say ", ...near.flatMap((option, i) => (i === 0 ? [{ option }] : [" or ", { option }]))]]
        : [["choose from ", ...known.flatMap((option, i) => (i === 0 ? [{ option }] : [", ", { option }]))]],
  });
}

/** The value of an option that an object has itself; undefined where it has none. */
export function optionOf(given: object, name: string): unknown {
  return Object.hasOwn(given, name) ? (given as Readonly<Record<string, unknown>>)[name] : undefined;
}

/**
 * Checks a program's options: names that there are not, with the nearest, then each value that is given. What is undefined is left to
 * its default, unless it is required. Throws OptionError OPTION_UNKNOWN or OPTION_VALUE.
 */
export function checkOptions(
  subject: string,
  given: object,
  rules: Readonly<Record<string, OptionRule<unknown>>>,
  required: readonly string[] = [],
): void {
  requireKnownOptions(subject, given, Object.keys(rules));
  for (const [name, rule] of Object.entries(rules)) {
    const value = optionOf(given, name);
    if (value !== undefined || required.includes(name)) requireOption(subject, name, rule, value);
  }
}
