// What is wrong in one body: the first few faults, each with its place.

import { grouped } from "recurra/words";
import { isObject, kindOf } from "./json-body.ts";
import { type FieldError, Problem, pointerStep } from "./problem.ts";

/** More are counted, not listed. */
const LISTED = 10;

export class FieldErrors {
  readonly #errors: FieldError[] = [];
  #count = 0;

  add(pointer: string, detail: string): void {
    this.#count++;
    if (this.#errors.length < LISTED) this.#errors.push({ pointer, detail });
  }

  get any(): boolean {
    return this.#count > 0;
  }

  /** Throws Problem invalid-values unless nothing was added. */
  throwIfAny(): void {
    if (this.#count === 0) return;
    const more = this.#count - 1;
    const first = this.#errors[0].detail;
    const detail = more === 0 ? `${first}.` : `${first}; and ${grouped(more)} more ${more === 1 ? "fault" : "faults"}.`;
    throw new Problem("invalid-values", detail, { errors: this.#errors });
  }
}

/** Throws Problem invalid-values for one fault. */
export function refuseField(pointer: string, detail: string): never {
  throw new Problem("invalid-values", `${detail}.`, { errors: [{ pointer, detail }] });
}

/** The body as an object with no other fields than these. */
export function requireObject(
  value: unknown,
  fields: readonly string[],
  pointer = "",
  place = "the body",
): Record<string, unknown> {
  if (!isObject(value)) refuseField(pointer, `${place} is ${kindOf(value)}; it must be an object`);
  for (const key of Object.keys(value)) {
    if (fields.includes(key)) continue;
    const known = fields.map((field) => JSON.stringify(field)).join(", ");
    refuseField(
      pointer + pointerStep(key.slice(0, 64)),
      `${place} has an unknown field ${quoteText(key)}; known are ${known}`,
    );
  }
  return value;
}

/** A text of the body as messages may repeat it: short, and without signs that move a terminal. */
export function quoteText(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}...` : text;
  return JSON.stringify(short).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}

/** Throws Problem step-conflict when a body says which step it is, and it is not the stream's next one: a repeated request. */
export function requireStep(given: unknown, next: number): void {
  if (given === undefined || given === next) return;
  if (!Number.isSafeInteger(given))
    refuseField("/step", `step is ${kindOf(given)}; it must be the number of the step, from 1`);
  throw new Problem(
    "step-conflict",
    `The body is step ${grouped(given as number)}, but the stream's next step is ${grouped(next)}. Nothing was changed.`,
  );
}
