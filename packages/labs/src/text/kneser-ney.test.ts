import { expect, test } from "vitest";
import { KneserNey } from "./kneser-ney.ts";

const text =
  "a rose is a rose is a rose, and a tree is a tree; a rat ate a rose and a cat ate the rat. \u{1f339} a rose";
const signs = Array.from(text);
const alphabet = [...new Set(signs), "\u25a1"].sort();

test("n-grams of every order are probabilities: after any text, seen or not, they add up to 1 over all signs", async () => {
  const model = await KneserNey.count(signs, 6, alphabet.length);
  for (const before of ["", "a", "a r", "xyz", "zz rose", "a tree is a", "\u{1f339} "]) {
    const at = Array.from(before);
    for (let order = 1; order <= 6; order++) {
      const chances = model.distribution(at, at.length, order, alphabet);
      expect(chances.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
      expect(Math.min(...chances)).toBeGreaterThan(0);
    }
  }
});

/** By the equations, counting anew each time: p of w behind h, where `top` is the longest level. */
function byHand(w: string, h: readonly string[], top: boolean): number {
  const n = h.length + 1;
  const grams = new Set(signs.slice(n - 1).map((_, i) => signs.slice(i, i + n).join("\u0000")));
  const times = (gram: string) => {
    const places = signs.flatMap((_, i) => (signs.slice(i, i + n).join("\u0000") === gram ? [i] : []));
    return top ? places.length : new Set(places.filter((i) => i > 0).map((i) => signs[i - 1])).size;
  };
  const counts = new Map([...grams].map((gram) => [gram, times(gram)]));
  const having = (k: number) => [...counts.values()].filter((c) => c === k).length;
  const y = having(1) / (having(1) + 2 * having(2));
  const discount = (c: number) => {
    const k = Math.min(c, 3);
    const d = k - ((k + 1) * y * having(k + 1)) / having(k);
    return c === 0 ? 0 : Number.isFinite(d) ? Math.min(k, Math.max(0.05, d)) : 0.05;
  };
  const behind = [...counts].filter(([gram, c]) => c > 0 && gram.startsWith([...h, ""].join("\u0000")));
  const below = () => (h.length === 0 ? 1 / alphabet.length : byHand(w, h.slice(1), false));
  if (behind.length === 0) return below();
  const total = behind.reduce((sum, [, c]) => sum + c, 0);
  const c = counts.get([...h, w].join("\u0000")) ?? 0;
  const left = behind.reduce((sum, [, one]) => sum + discount(one), 0) / total;
  return (c - discount(c)) / total + left * below();
}

test("probabilities are those of the equations, counted by hand", async () => {
  for (const order of [1, 2, 3, 4]) {
    const model = await KneserNey.count(signs, order, alphabet.length);
    for (const before of ["a ro", "tree", " a r", "zzat"]) {
      const at = Array.from(before);
      const h = at.slice(4 - order + 1);
      const wanted = ["s", "a", " ", "\u25a1"].map((w) => byHand(w, h, true));
      const found = model.distribution(at, 4, order, ["s", "a", " ", "\u25a1"]);
      for (const [i, one] of found.entries()) expect(one).toBeCloseTo(wanted[i], 12);
    }
  }
});

test("probabilities() gives the same numbers for each order as distribution()", async () => {
  const model = await KneserNey.count(signs, 5, alphabet.length);
  const own = alphabet.indexOf(signs[20]);
  const each = [1, 2, 3, 4, 5].map((order) => model.distribution(signs, 20, order, alphabet)[own]);
  expect(model.probabilities(signs, 20)).toEqual(each);
});

test("where what stands before was never seen, the level below answers", async () => {
  const model = await KneserNey.count(signs, 3, alphabet.length);
  const [, two, three] = model.probabilities(Array.from("qqa"), 2);
  expect(three).toBeGreaterThan(0);
  expect(model.distribution(Array.from("qq"), 2, 3, ["a"])[0]).toBe(three);
  expect(two).toBeGreaterThan(0);
});
