// Every error that Recurra throws on purpose is data: a code, what it is about, its place, what was found, and what would cure it.
// The sentence is built from them here and nowhere else; an edge builds it in its own words with `wordError`.

import { quoteCell } from "./nearest-names.ts";
import { type OptionValue, type Phrase, partsOf, programWording, putPhrase, valuesOf, type Wording } from "./phrase.ts";

/** Where in the data. Rows and lines count from 1, as in the file. */
export interface ErrorPlace {
  readonly row?: number;
  readonly line?: number;
  readonly column?: string;
  /** RFC 6901, where the data are JSON. */
  readonly pointer?: string;
  /** The problem's own words name the place, so the sentence does not begin with it. */
  readonly said?: true;
}

/** What an error carries beside its code, subject and problem. */
export interface ErrorDetails {
  readonly place?: ErrorPlace;
  /** What was found in place of what was wanted, as it was given. */
  readonly found?: unknown;
  /** What else a reader should know: a sentence without its full stop. */
  readonly context?: Phrase;
  /** What would cure it, each as a clause: `["sort the rows with ", { option: "sort", value: true }]`. Never one that destroys without saying so. */
  readonly remedies?: readonly Phrase[];
  /** Rows to fill in, as CSV: it stands below the sentence. */
  readonly table?: string;
  readonly cause?: unknown;
}

/** One thing that would cure: an option to set, or, without one, what to do in words. */
export interface Remedy {
  readonly option?: string;
  readonly value?: OptionValue;
  readonly text: string;
}

/** An error as plain JSON. */
export interface ErrorJson {
  readonly code: string;
  readonly message: string;
  /** The file or series, or the function that refused. */
  readonly subject: string;
  readonly place?: ErrorPlace;
  readonly found?: unknown;
  readonly remedies: readonly Remedy[];
}

/**
 * The base of all errors thrown on purpose. `code` is stable across versions (docs/errors.md has them all); the message is for people:
 *
 *   subject: place: problem. Context. Remedy, or remedy.
 */
export class RecurraError extends Error {
  readonly code: string;
  /** Who refuses ("train", "Forecaster"); of DataError and FormatError the file or series. */
  readonly subject: string;
  /** What was asked and what was found, without subject, place and remedies. */
  readonly problem: Phrase;
  readonly details: ErrorDetails;

  constructor(code: string, subject: string, problem: Phrase, details: ErrorDetails = {}) {
    super("", "cause" in details ? { cause: details.cause } : undefined);
    this.name = new.target.name;
    this.code = code;
    this.subject = subject;
    this.problem = problem;
    this.details = details;
    // Not in super(): which subjects are files is the class's to say.
    this.message = wordError(this, programWording);
  }

  /** Whether the subject is what a user knows by name, such as a file, rather than a function of the library. */
  get aboutData(): boolean {
    return false;
  }

  /** Where, if it has a place. */
  get place(): ErrorPlace | undefined {
    return this.details.place;
  }

  /** What was found in place of what was wanted. */
  get found(): unknown {
    return this.details.found;
  }

  /** What would cure it, option by option. */
  get remedies(): readonly Remedy[] {
    return listRemedies(this, programWording);
  }

  /** The same error with more to say: further remedies and context come after those that it has. */
  with({ subject = this.subject, ...more }: ErrorDetails & { readonly subject?: string }): this {
    const { context, remedies = [] } = this.details;
    const Same = this.constructor as new (...parts: ConstructorParameters<typeof RecurraError>) => this;
    return new Same(this.code, subject, this.problem, {
      ...this.details,
      ...more,
      ...(context !== undefined && more.context !== undefined
        ? { context: [...withoutStop(context), ". ", ...partsOf(more.context)] }
        : {}),
      remedies: [...remedies, ...(more.remedies ?? [])],
    });
  }

  toJSON(): ErrorJson {
    return errorJson(this, programWording);
  }
}

/** A sentence's parts without its full stop, so that another sentence may follow. */
function withoutStop(phrase: Phrase): ReturnType<typeof partsOf> {
  return partsOf(phrase).map((part, at, all) =>
    at === all.length - 1 && typeof part === "string" ? part.replace(/\.$/, "") : part,
  );
}

/** The sentence of an error in an edge's words. */
export function wordError(error: RecurraError, wording: Wording): string {
  const { subject, problem, details, aboutData } = error;
  const { place = {}, context, remedies = [] } = details;
  const says = (phrase: Phrase): string => putPhrase(phrase, wording, false) ?? "";
  const starts = [
    shorten(aboutData ? subject : (wording.speaker(subject) ?? ""), 1000),
    place.said ? "" : wordPlace(place),
  ];
  const cures = remedies.map((remedy) => putPhrase(remedy, wording, true)).filter((cure) => cure !== undefined);
  const sentences = [
    [...starts.filter(Boolean), says(problem)].join(": "),
    ...(context === undefined ? [] : [says(context)]),
    ...(cures.length === 0 ? [] : [capitalise(cures.join(", or "))]),
  ];
  // A part may be a question, or a sentence of another error, which has its stop.
  const text = sentences.map((sentence) => (/[.?!]\)?$/.test(sentence) ? sentence : `${sentence}.`)).join(" ");
  return shorten(text, MOST_SIGNS);
}

/** Signs of a sentence: names and values of strangers may be of any length, whoever repeats them. */
const MOST_SIGNS = 4000;

function shorten<T>(value: T, most: number): T {
  return typeof value === "string" && value.length > most ? (`${value.slice(0, most - 3)}...` as T) : value;
}

/** `row 7 (line 8), column "Close"`. */
export function wordPlace({ row, line, column }: ErrorPlace): string {
  const places = [];
  if (row !== undefined) places.push(line === undefined ? `row ${row}` : `row ${row} (line ${line})`);
  else if (line !== undefined) places.push(`line ${line}`);
  if (column !== undefined) places.push(`column ${quoteCell(column)}`);
  return places.join(", ");
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What would cure an error at an edge: a remedy for each value of each option that it mentions, and those in words. */
export function listRemedies({ details }: RecurraError, wording: Wording): Remedy[] {
  const { remedies = [] } = details;
  return remedies.flatMap((phrase) => {
    const words = putPhrase(phrase, wording, true);
    if (words === undefined) return [];
    const text = shorten(words, 1000);
    const options = partsOf(phrase).filter((part) => typeof part === "object" && "option" in part);
    if (options.length === 0) return [{ text }];
    return options.flatMap((mention) =>
      valuesOf(mention).map((value) => ({
        option: mention.option,
        ...(value === undefined ? {} : { value }),
        text,
      })),
    );
  });
}

/** An error as plain JSON, its texts in an edge's words. */
export function errorJson(error: RecurraError, wording: Wording): ErrorJson {
  const { code, subject, found } = error;
  // Whether the sentence begins with the place is no business of a program's.
  const { said: _, ...place } = error.place ?? {};
  return {
    code,
    message: wordError(error, wording),
    subject: shorten(subject, 1000),
    ...(Object.keys(place).length === 0 ? {} : { place }),
    ...(found === undefined ? {} : { found: shorten(found, 1000) }),
    remedies: listRemedies(error, wording),
  };
}

/** Tensors, parameters or arrays whose shapes do not fit together. */
export class ShapeError extends RecurraError {}

/** An option or argument that cannot be used as given. */
export class OptionError extends RecurraError {}

/** A file or series that cannot be used as it is; the subject is its name. */
export class DataError extends RecurraError {
  override get aboutData(): boolean {
    return true;
  }
}

/** A tensor, step, module or task used in the wrong order: released memory, fit before predict, a stale handle. */
export class StateError extends RecurraError {}

/** Training that cannot go on: a loss or gradient that is not finite. */
export class TrainingError extends RecurraError {}

/** A model file that cannot be read; the subject is its name. */
export class FormatError extends RecurraError {
  override get aboutData(): boolean {
    return true;
  }
}
