// What csv-parse uses of Node's Buffer. Its own build for browsers brings a whole polyfill, as large as the reader itself; the
// build of this package gives it this instead (vite.config.ts), in Node too, so that a file reads the same everywhere.

const encoder: TextEncoder = new TextEncoder();
const decoder: TextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Bytes of UTF-8 text. */
class CsvBytes extends Uint8Array<ArrayBuffer> {
  copy(target: Uint8Array, at: number, start = 0, end: number = this.length): void {
    target.set(this.subarray(start, end), at);
  }

  equals(other: Uint8Array): boolean {
    return compare(this, other) === 0;
  }

  override toString(_encoding?: string, start?: number, end?: number): string {
    return decoder.decode(this.subarray(start, end));
  }
}

/** A copy of bytes, or the bytes of a text. */
export function from(source: string | ArrayLike<number>): CsvBytes {
  const bytes = typeof source === "string" ? encoder.encode(source) : source;
  const out = new CsvBytes(new ArrayBuffer(bytes.length));
  out.set(bytes);
  return out;
}

export function allocUnsafe(size: number): CsvBytes {
  return new CsvBytes(new ArrayBuffer(size));
}

export function isBuffer(value: unknown): value is CsvBytes {
  return value instanceof CsvBytes;
}

export function concat(parts: readonly Uint8Array[]): CsvBytes {
  return from(parts.flatMap((part) => [...part]));
}

/** Below 0, 0 or above 0, as the first comes before, with or after the second. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return at < 0 ? a.length - b.length : a[at] - (b[at] ?? -1);
}
