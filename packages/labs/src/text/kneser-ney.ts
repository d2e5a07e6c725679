// What comes next by counting: interpolated Kneser-Ney n-grams of characters with three discounts a level.
//
//   p_n(w | h) = max(c(h w) - D(c(h w)), 0) / c(h) + gamma(h) p_(n-1)(w | h')        h the n - 1 characters before, h' without the first
//
//   gamma(h) = (D1 N1(h) + D2 N2(h) + D3 N3(h)) / c(h)        Nk(h): characters seen k times behind h (N3: three times or more)
//
// c counts in the text on the longest level; below it, c(h w) is the number of different characters that were seen before h w. The lowest
// level is mixed with 1 / V. Where h was never seen, the level below answers. The discounts are those of Chen and Goodman 1998
// (TR-10-98, Harvard), from how many n-grams occur one to four times.

import { Turns } from "../lab/turns.ts";

/** What followed one context. */
interface Followers {
  total: number;
  readonly counts: Map<string, number>;
  /** gamma: the share that goes to the level below. */
  left: number;
}

interface Level {
  readonly contexts: ReadonlyMap<string, Followers>;
  /** By how often an n-gram was counted: 1, 2, 3 or more. */
  readonly discounts: readonly [number, number, number];
}

/** No discount is smaller, so that nothing has the probability 0. */
const LEAST_DISCOUNT = 0.05;

/** Counts in a text, for n-grams of every order up to the longest. */
export class KneserNey {
  readonly order: number;
  /** V: characters that there are. */
  readonly alphabet: number;
  /** By order from 1: counts in the text, and of what was seen before. */
  readonly #counted: Level[] = [];
  readonly #continued: Level[] = [];

  constructor(order: number, alphabet: number) {
    this.order = order;
    this.alphabet = alphabet;
  }

  /** Counts in a training text, sign by sign. */
  static async count(
    signs: readonly string[],
    order: number,
    alphabet: number,
    turns = new Turns(undefined),
  ): Promise<KneserNey> {
    const model = new KneserNey(order, alphabet);
    for (let n = 1; n <= order; n++) {
      const counted = new Map<string, Followers>();
      for (let at = n - 1; at < signs.length; at++) {
        if (at % 10_000 === 0) await turns.next();
        count(counted, signs.slice(at - n + 1, at).join(""), signs[at]);
      }
      model.#counted.push(discounted(counted));
      if (n === 1) continue;
      await turns.next();
      const continued = new Map<string, Followers>();
      for (const [context, { counts }] of counted) {
        const shorter = context.slice(firstSign(context).length);
        for (const sign of counts.keys()) count(continued, shorter, sign);
      }
      model.#continued.push(discounted(continued));
    }
    return model;
  }

  /** The probabilities of the sign at a place, given those before it, by n-grams of each order from 1. */
  probabilities(signs: readonly string[], at: number): number[] {
    return this.#levels(signs, at).map((answer) => answer(signs[at]));
  }

  /** The probability of each of these signs at a place, by n-grams of one order. */
  distribution(signs: readonly string[], at: number, order: number, alphabet: readonly string[]): number[] {
    const answer = this.#levels(signs, at)[order - 1];
    return alphabet.map(answer);
  }

  /** How n-grams of each order answer after what stands before a place. */
  #levels(signs: readonly string[], at: number): ((sign: string) => number)[] {
    const even = 1 / this.alphabet;
    let below: (sign: string) => number = () => even;
    const answers: ((sign: string) => number)[] = [];
    let context = "";
    for (let n = 1; n <= this.order; n++) {
      if (n > 1) {
        if (at - n + 1 < 0) {
          answers.push(answers[answers.length - 1]);
          continue;
        }
        context = signs[at - n + 1] + context;
      }
      answers.push(mixed(this.#counted[n - 1], context, below));
      if (n < this.order) below = mixed(this.#continued[n - 1], context, below);
    }
    return answers;
  }
}

function firstSign(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) as number);
}

function count(contexts: Map<string, Followers>, context: string, sign: string): void {
  let followers = contexts.get(context);
  if (followers === undefined) {
    followers = { total: 0, counts: new Map(), left: 0 };
    contexts.set(context, followers);
  }
  followers.total++;
  followers.counts.set(sign, (followers.counts.get(sign) ?? 0) + 1);
}

/** A level with its discounts and what they leave for the level below. */
function discounted(contexts: Map<string, Followers>): Level {
  const times = [0, 0, 0, 0, 0];
  for (const { counts } of contexts.values()) for (const c of counts.values()) if (c <= 4) times[c]++;
  const [, one, two, three, four] = times;
  const share = one / (one + 2 * two);
  const within = (k: number, value: number) =>
    Number.isFinite(value) ? Math.min(k, Math.max(LEAST_DISCOUNT, value)) : LEAST_DISCOUNT;
  const discounts = [
    within(1, 1 - (2 * share * two) / one),
    within(2, 2 - (3 * share * three) / two),
    within(3, 3 - (4 * share * four) / three),
  ] as const;
  for (const followers of contexts.values()) {
    let taken = 0;
    for (const c of followers.counts.values()) taken += discounts[Math.min(c, 3) - 1];
    followers.left = taken / followers.total;
  }
  return { contexts, discounts };
}

function mixed({ contexts, discounts }: Level, context: string, below: (sign: string) => number) {
  const followers = contexts.get(context);
  if (followers === undefined) return below;
  const { total, counts, left } = followers;
  return (sign: string): number => {
    const c = counts.get(sign) ?? 0;
    const own = c === 0 ? 0 : (c - discounts[Math.min(c, 3) - 1]) / total;
    return own + left * below(sign);
  };
}
