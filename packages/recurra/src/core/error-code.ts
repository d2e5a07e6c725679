// How codes are written down: by kind, each with its cause and what to do about it.

/** The class of an error, in its name without "Error". */
type ErrorKind = "Data" | "Option" | "Shape" | "State" | "Training" | "Format";

/** Why an error of a code is thrown, and what to do. */
export interface ErrorCode {
  readonly kind: ErrorKind;
  readonly cause: string;
  readonly remedy: string;
}

/** Cause and remedy. */
type Entry = readonly [cause: string, remedy: string];

/** Entries of one kind. */
export function ofKind<K extends string>(kind: ErrorKind, entries: Readonly<Record<K, Entry>>): Record<K, ErrorCode> {
  const list = Object.entries<Entry>(entries).map(([code, [cause, remedy]]) => [code, { kind, cause, remedy }]);
  return Object.fromEntries(list) as Record<K, ErrorCode>;
}
