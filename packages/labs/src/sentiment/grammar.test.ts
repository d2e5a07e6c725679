import { expect, test } from "vitest";
import { type Kind, kinds, LONGEST, makeSentences, SHORTEST } from "./grammar.ts";

const made = makeSentences(3000, 0);
const GOOD = /^(good|great|lovely|funny|moving|clever|warm|charming|brilliant|fresh)$/;
const BAD = /^(bad|dull|awful|boring|weak|silly|slow|cold|flat|stale)$/;

/** What a sentence means, by the rules that are written on the lab's page. */
function meaningOf(words: readonly string[]): number {
  const said = (part: readonly string[]): number => {
    const at = part.findIndex((word) => GOOD.test(word) || BAD.test(word));
    const denied = part.filter((word) => ["not", "nobody"].includes(word)).length;
    return ((GOOD.test(part[at]) ? 1 : 0) + denied) % 2;
  };
  const but = words.indexOf("but");
  if (but >= 0) return said(words.slice(but));
  const although = words.indexOf("although");
  if (although === 0) return said(words.slice(words.indexOf(",") + 1));
  return said(although > 0 ? words.slice(0, although) : words);
}

test("every sentence means what its words and their places say", () => {
  for (const { words, meaning } of made)
    expect([words.join(" "), meaningOf(words)]).toEqual([words.join(" "), meaning]);
});

test("no sentence stands twice, and all have three to twenty-five words", () => {
  expect(new Set(made.map(({ words }) => words.join(" "))).size).toBe(made.length);
  const lengths = made.map(({ words }) => words.length);
  expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([SHORTEST, LONGEST]);
});

test("both meanings are as frequent in each kind, and but for plain ones no word of praise says praise", () => {
  const share = (kind: Kind, of: (one: (typeof made)[number]) => boolean) => {
    const own = made.filter((one) => one.kind === kind);
    return own.filter(of).length / own.length;
  };
  for (const kind of kinds) {
    expect(share(kind, ({ meaning }) => meaning === 1)).toBeGreaterThan(0.4);
    expect(share(kind, ({ meaning }) => meaning === 1)).toBeLessThan(0.6);
  }
  const hasSaid = ({ words, meaning }: (typeof made)[number]) =>
    words.some((word) => GOOD.test(word)) === (meaning === 1);
  expect(share("plain", hasSaid)).toBe(1);
  for (const kind of ["not", "atAll", "doubt"] as const) expect(share(kind, hasSaid)).toBe(0);
  for (const kind of ["but", "although"] as const) {
    expect(share(kind, hasSaid)).toBeGreaterThan(0.35);
    expect(share(kind, hasSaid)).toBeLessThan(0.65);
  }
});

test("the same seed makes the same sentences, however many are asked for", () => {
  expect(makeSentences(10, 0)).toEqual(made.slice(0, 10));
  expect(makeSentences(10, 1)).not.toEqual(made.slice(0, 10));
});
