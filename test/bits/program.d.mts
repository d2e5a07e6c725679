type Hashes = Record<string, string>;

export const THREADS: readonly number[];
export function hashes(
  recurra: typeof import("recurra"),
): Promise<{ readonly found: Record<string, Hashes>; readonly most: number }>;
export function agreed(found: Record<string, Hashes>): Hashes;
export function differences(now: Hashes, golden: Hashes): string[];
