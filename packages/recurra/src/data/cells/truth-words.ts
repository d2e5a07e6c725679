// yes and no, true and false, on and off: columns of 1 and 0.

const pairs: readonly (readonly [string, string])[] = [
  ["true", "false"],
  ["yes", "no"],
  ["on", "off"],
];

/** 1 and 0 by the words of the one pair that all `words` (in lower case) are of; undefined where they are of none or only one. */
export function truthOf(words: ReadonlySet<string>): ReadonlyMap<string, number> | undefined {
  for (const [yes, no] of pairs) {
    if (words.size === 2 && words.has(yes) && words.has(no)) {
      return new Map([
        [yes, 1],
        [no, 0],
      ]);
    }
  }
  return undefined;
}
