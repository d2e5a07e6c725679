// What the library finds wrong with a request, said to whoever sent it: an option is a field of the body, and one that this body does
// not take is not said at all; nobody there calls functions or has files.

import { listRemedies, type RecurraError, type Wording, wordError } from "recurra/core";
import { Problem, pointerStep } from "../http/problem.ts";

function requestWording(fields: readonly string[], query = false): Wording {
  return {
    option: (name, value) => {
      if (!fields.includes(name)) return undefined;
      if (query) return value === undefined ? `?${name}=` : `?${name}=${encodeURIComponent(String(value))}`;
      return value === undefined ? JSON.stringify(name) : `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    },
    call: () => undefined,
    speaker: () => undefined,
  };
}

/** The sentence, without the name that the library's error has for the data. */
export function sayToClient(error: RecurraError, fields: readonly string[] = [], query = false): string {
  return wordError(error.with({ subject: "" }), requestWording(fields, query));
}

/** What an error is about in the body. */
interface ErrorScope {
  /** Where the fault lies. */
  readonly pointer: string;
  /** Before the sentence: "" or "window 2, ". */
  readonly start?: string;
  /** Fields of the body that may be named as remedies. */
  readonly fields?: readonly string[];
  /** Whether they are options in the query of the address. */
  readonly query?: boolean;
}

/** Throws Problem invalid-values with what the library says; the fault has its code and remedies. */
export function refuseRequest(
  error: RecurraError,
  { pointer, start = "", fields = [], query = false }: ErrorScope,
): never {
  const detail = start + sayToClient(error, fields, query);
  const wording = requestWording(fields, query);
  const remedies = listRemedies(error, wording).filter(
    ({ option, value }) => option === undefined || wording.option(option, value) !== undefined,
  );
  const { table } = error.details;
  const field = {
    ...{ pointer, detail: detail.endsWith(".") ? detail.slice(0, -1) : detail, code: error.code },
    ...(table !== undefined && { table }),
  };
  throw new Problem("invalid-values", detail, {
    errors: [remedies.length === 0 ? field : { ...field, remedies }],
    cause: error,
  });
}

/** Where in a list the row of an error stands; the list itself, where the error is of no row. */
export function pointerOfRow(
  error: RecurraError,
  list: string,
  ofRow = (row: number) => list + pointerStep(row),
): string {
  const row = error.place?.row;
  return row === undefined ? list : ofRow(row - 1);
}
