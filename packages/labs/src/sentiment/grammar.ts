// Sentences about films, made by a small grammar. In some kinds of sentences a word says what is meant; in others its place does.
import { Generator } from "recurra/core";

/** What is meant: 1 that it was good, 0 that it was bad. */
export type Meaning = 0 | 1;

const good = ["good", "great", "lovely", "funny", "moving", "clever", "warm", "charming", "brilliant", "fresh"];
const bad = ["bad", "dull", "awful", "boring", "weak", "silly", "slow", "cold", "flat", "stale"];
const things = ["film", "story", "music", "acting", "ending", "dialogue", "camera", "cast", "plot", "humour"];
const degrees = ["very", "really", "quite", "rather", "truly"];
const openings = ["honestly ,", "in the end ,", "all in all ,", "to me ,", "after all these years ,"];
const additions = [
  "of the second half",
  "that we saw on monday",
  "with all its songs and dances",
  "which my sister had told me about",
  "in the last hour",
  "by the same director",
];

/** What one sentence is made from. */
class Maker {
  readonly #random: ReturnType<Generator["stream"]>;
  #drawn = 0;

  constructor(random: ReturnType<Generator["stream"]>) {
    this.#random = random;
  }

  /** A number from [0, 1). */
  next(): number {
    return this.#random.uniform(this.#drawn++);
  }

  one(list: readonly string[]): string {
    return list[Math.floor(this.next() * list.length)];
  }

  maybe(share: number, list: readonly string[]): string {
    return this.next() < share ? this.one(list) : "";
  }

  adjective(meaning: Meaning): string {
    return this.one(meaning === 1 ? good : bad);
  }

  /** "the music of the second half": another thing than the one before. */
  thing(before = ""): string {
    const noun = this.one(things.filter((one) => !before.includes(one)));
    return `the ${noun} ${this.maybe(0.35, additions)}`;
  }
}

function opposite(meaning: Meaning): Meaning {
  return meaning === 1 ? 0 : 1;
}

const tails = ["most of the time", "on the whole", "for me", "from the first minute on"];
const denials = ["i do not think that", "nobody could say that", "it is not true that"];

/** "the acting was rather good", and in some "the acting was not bad": what is said of something. */
function clause(m: Maker, thing: string, meaning: Meaning): string {
  const denied = m.next() < 0.25;
  const degree = m.maybe(0.3, degrees);
  const word = m.adjective(denied ? opposite(meaning) : meaning);
  return `${thing} was ${denied ? "not" : ""} ${degree} ${word} ${m.maybe(0.3, tails)}`;
}

/** How a sentence of each kind is made that means what it is to mean; the shares add up to 1. */
const KINDS = {
  plain: {
    short: "word",
    title: "a word says it",
    share: 0.44,
    make: (m: Maker, meaning: Meaning) =>
      m.next() < 0.2
        ? `${m.maybe(0.3, ["a", "such a"])} ${m.maybe(0.5, degrees)} ${m.adjective(meaning)} ${m.one(things)}`
        : `${m.maybe(0.3, openings)} ${m.thing()} was ${m.maybe(0.5, degrees)} ${m.adjective(meaning)} ${m.maybe(0.3, tails)}`,
  },
  not: {
    short: "not",
    title: "not",
    share: 0.1,
    make: (m: Maker, meaning: Meaning) =>
      `${m.maybe(0.3, openings)} ${m.thing()} was not ${m.maybe(0.5, degrees)} ${m.adjective(opposite(meaning))} ${m.maybe(0.3, tails)}`,
  },
  atAll: {
    short: "at all",
    title: "not ... at all",
    share: 0.08,
    make: (m: Maker, meaning: Meaning) => {
      const word = m.adjective(opposite(meaning));
      const end = m.next() < 0.5 ? `at all ${word}` : `${word} at all`;
      return `${m.maybe(0.3, openings)} ${m.thing()} was not ${end}`;
    },
  },
  doubt: {
    short: "from afar",
    title: "denied from afar",
    share: 0.08,
    make: (m: Maker, meaning: Meaning) =>
      `${m.maybe(0.3, openings)} ${m.one(denials)} ${m.thing()} was ${m.maybe(0.5, degrees)} ${m.adjective(opposite(meaning))}`,
  },
  twice: {
    short: "twice",
    title: "denied twice",
    share: 0.06,
    make: (m: Maker, meaning: Meaning) =>
      `${m.maybe(0.3, openings)} ${m.one(denials)} ${m.thing()} was not ${m.maybe(0.5, degrees)} ${m.adjective(meaning)}`,
  },
  but: {
    short: "but",
    title: "..., but ...",
    share: 0.12,
    make: (m: Maker, meaning: Meaning) => {
      const first = m.thing();
      return `${clause(m, first, opposite(meaning))} , but ${clause(m, m.thing(first), meaning)}`;
    },
  },
  although: {
    short: "although",
    title: "although ...",
    share: 0.12,
    make: (m: Maker, meaning: Meaning) => {
      const first = m.thing();
      const main = clause(m, first, meaning);
      const side = `although ${clause(m, m.thing(first), opposite(meaning))}`;
      return m.next() < 0.5 ? `${side} , ${main}` : `${main} ${side}`;
    },
  },
} as const;

export type Kind = keyof typeof KINDS;
export const kinds = Object.keys(KINDS) as readonly Kind[];
export const titleOf = (kind: Kind): string => KINDS[kind].title;
/** For narrow columns. */
export const shortTitleOf = (kind: Kind): string => KINDS[kind].short;

export interface Sentence {
  readonly words: readonly string[];
  readonly kind: Kind;
  readonly meaning: Meaning;
}

/** The shortest and the longest sentences that are kept. */
export const SHORTEST = 3;
export const LONGEST = 25;

function chooseKind(u: number): Kind {
  let passed = 0;
  return kinds.find((kind) => {
    passed += KINDS[kind].share;
    return u < passed;
  }) as Kind;
}

/** Different sentences of SHORTEST to LONGEST words, commas among them; each means either as likely. */
export function makeSentences(count: number, seed: number): Sentence[] {
  const generator = new Generator(seed);
  const known = new Set<string>();
  const made: Sentence[] = [];
  for (let number = 0; made.length < count; number++) {
    const maker = new Maker(generator.stream("sentences", number));
    const kind = chooseKind(maker.next());
    const meaning: Meaning = maker.next() < 0.5 ? 1 : 0;
    const words = KINDS[kind]
      .make(maker, meaning)
      .split(" ")
      .filter((word) => word !== "");
    const text = words.join(" ");
    if (words.length < SHORTEST || words.length > LONGEST || known.has(text)) continue;
    known.add(text);
    made.push({ words, kind, meaning });
  }
  return made;
}
