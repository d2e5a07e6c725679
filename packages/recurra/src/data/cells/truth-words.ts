// yes and no, true and false, on and off, in the languages whose months are read: columns of 1 and 0.

const pairs: readonly (readonly [string, string])[] = [
  ["true", "false"],
  ["yes", "no"],
  ["on", "off"],
  ["ja", "nein"],
  ["wahr", "falsch"],
  ["ein", "aus"],
  ["an", "aus"],
  ["oui", "non"],
  ["vrai", "faux"],
  ["sí", "no"],
  ["si", "no"],
  ["sì", "no"],
  ["verdadero", "falso"],
  ["vero", "falso"],
  ["sim", "não"],
  ["verdadeiro", "falso"],
  ["ja", "nee"],
  ["waar", "onwaar"],
  ["tak", "nie"],
  ["ano", "ne"],
  ["ja", "nej"],
  ["ja", "nei"],
  ["evet", "hayır"],
  ["да", "нет"],
  ["ya", "tidak"],
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
