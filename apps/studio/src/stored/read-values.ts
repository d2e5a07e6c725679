// Single values of records that anybody may have written.

type Fields = Readonly<Record<string, unknown>>;

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** A number; the losses of a run that went astray are none. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function textOf(value: unknown, most: number): string | undefined {
  return typeof value === "string" && value.length <= most ? value : undefined;
}

/** JSON has null where a loss was no number. */
export function floatsOf(value: unknown, most: number): Float32Array | undefined {
  if (value instanceof Float32Array) return value.length <= most ? value : undefined;
  if (!Array.isArray(value) || value.length > most) return undefined;
  if (!value.every((one) => typeof one === "number" || one === null)) return undefined;
  return Float32Array.from(value, (one: number | null) => one ?? Number.NaN);
}

export function listOf<T>(value: unknown, most: number, read: (one: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  const found = Array.from(value, read);
  return found.every((one) => one !== undefined) ? (found as T[]) : undefined;
}

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null ? (value as Fields) : undefined;
}
