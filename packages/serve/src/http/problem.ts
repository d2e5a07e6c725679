// Everything that is refused or goes wrong is one of these problems: a stable type, a status and a title, and a detail that
// says what was found and what to do. They cross from the workers as plain data, and leave as RFC 9457 problem documents.

import type { Remedy } from "recurra/core";

/** The types, with status and title. A type's name is stable: programs tell problems apart by it. */
export const PROBLEMS = {
  "malformed-request": [400, "The request is not HTTP that can be read"],
  "invalid-json": [400, "The body is not JSON"],
  "too-deep": [400, "The JSON is nested too deeply"],
  "invalid-stream-id": [400, "The name of the stream cannot be used"],
  unauthorised: [401, "A bearer token is needed"],
  "not-found": [404, "There is nothing here"],
  "no-stream": [404, "There is no such stream"],
  "no-streaming": [404, "This model cannot run step by step"],
  "method-not-allowed": [405, "This method is not for this address"],
  "receiving-too-slow": [408, "The request took too long to arrive"],
  "step-conflict": [409, "The stream is at another step"],
  "body-too-large": [413, "The body is too large"],
  "unsupported-media-type": [415, "The body is not of a type that is read here"],
  "misdirected-request": [421, "The Host header names another server"],
  "invalid-values": [422, "The body does not fit the model"],
  "too-many-streams": [429, "There are as many streams as are allowed"],
  "headers-too-large": [431, "The headers are too large"],
  internal: [500, "Something went wrong inside"],
  "worker-died": [500, "The worker that computed this ended"],
  busy: [503, "There is more to do than can wait"],
  "took-too-long": [503, "The work took too long and was given up"],
  "shutting-down": [503, "The service is shutting down"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemType = keyof typeof PROBLEMS;

/** One field of the body that cannot be used. */
export interface FieldError {
  /** JSON pointer (RFC 6901) into the body: "/rows/3/Close". */
  readonly pointer: string;
  readonly detail: string;
  /** What the library calls the fault, where it is one of the library's (docs/errors.md). */
  readonly code?: string;
  /** What would cure it: fields to set, or what to do in words. */
  readonly remedies?: readonly Remedy[];
  /** Rows to fill in, as CSV. */
  readonly table?: string;
}

/** A problem as plain data, as it comes from a worker. */
export interface ProblemData {
  readonly type: ProblemType;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

interface ProblemOptions extends ErrorOptions {
  readonly errors?: readonly FieldError[];
  /** Headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown wherever a request ends with a problem. */
export class Problem extends Error {
  readonly type: ProblemType;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(type: ProblemType, detail: string, { errors, headers = {}, cause }: ProblemOptions = {}) {
    super(detail, { cause });
    this.name = "Problem";
    this.type = type;
    this.errors = errors;
    this.headers = headers;
  }

  static of({ type, detail, errors }: ProblemData): Problem {
    return new Problem(type, detail, { errors });
  }

  get status(): number {
    return PROBLEMS[this.type][0];
  }

  get data(): ProblemData {
    return { type: this.type, detail: this.message, ...(this.errors && { errors: this.errors }) };
  }

  /** The document; `instance` tells this occurrence by its request id. */
  document(requestId: string): Record<string, unknown> {
    const [status, title] = PROBLEMS[this.type];
    return {
      type: typeUri(this.type),
      title,
      status,
      detail: this.message,
      instance: `urn:recurra:request:${requestId}`,
      ...(this.errors && { errors: this.errors }),
    };
  }
}

/** The type as a URI. */
export function typeUri(type: ProblemType): string {
  return `urn:recurra:problem:${type}`;
}

/** One step of a JSON pointer. */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
