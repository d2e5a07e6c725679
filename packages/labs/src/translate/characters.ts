// Characters as numbers: what the encoder reads, and what the decoder writes.

/** What texts are made of; any other character is number 0. */
const READ = " ',./-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäéèûáÄÉÈÛÁ";
const numbers: ReadonlyMap<string, number> = new Map(Array.from(READ, (character, i) => [character, i + 1] as const));

/** Characters that may be read. */
export const READ_COUNT = READ.length + 1;

/** What an ISO date is made of. */
const WRITTEN = "0123456789-";
export const WRITTEN_COUNT = WRITTEN.length;
/** What the decoder reads before the first character. */
export const BEGIN = WRITTEN_COUNT;
/** Characters of an ISO date. */
export const ISO_LENGTH = 10;

export function encodeText(text: string): number[] {
  return Array.from(text, (character) => numbers.get(character) ?? 0);
}

export function encodeIso(iso: string): number[] {
  return Array.from(iso, (character) => WRITTEN.indexOf(character));
}

export function decodeIso(classes: readonly number[]): string {
  return classes.map((index) => WRITTEN[index]).join("");
}
