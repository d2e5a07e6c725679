// Random numbers that do not depend on order. Every draw is a pure function of (seed, purpose, step, index): so dropout,
// shuffling and initial weights are the same on one thread or eight, and in a run that was interrupted and resumed.

import { cosOf, reduceQuadrant, sinOf } from "./angle.ts";
import { COPY } from "./copy.ts";
import { OptionError } from "./errors.ts";
import { log } from "./math.ts";
import { BODY, refuseValue, requireOption, shownValue } from "./option-rules.ts";
import { philox } from "./philox.ts";

const TWO_PI = 6.283185307179586;
const TWO_32 = 4294967296;
const PER_26 = 67108864;
const TWO_MINUS_53 = 1.1102230246251565e-16;

// Each kind of draw has its own part of the counter space, so that uniform(0) and normal(0) of one stream share no bits.
const WORDS = 0;
const UNIFORMS = 1;
const NORMALS = 2;
const PERMUTATIONS = 3;

function requireCount(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new OptionError(
      "RANDOM_ARGUMENT",
      "Generator",
      `${what} must be a whole number from 0 to 2^53 - 1, but it is ${shownValue(value)}`,
      { found: value },
    );
  }
}

/** Two 32-bit FNV-1a hashes of a purpose's UTF-16 units, from different starts; philox mixes them into the key. */
function hashPurpose(purpose: string): [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < purpose.length; i++) {
    const unit = purpose.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000193) ^ (a >>> 15);
  }
  return [a >>> 0, b >>> 0];
}

/**
 * The draws of one (seed, purpose, step). A draw depends on its index alone, in any order and any number of times.
 *
 * Throws OptionError for an index that is not a whole number from 0.
 */
export class RandomStream {
  readonly #key0: number;
  readonly #key1: number;
  readonly #stepLow: number;
  readonly #stepHigh: number;
  // The last block is kept because neighbouring draws share it; it changes speed, never values.
  readonly #block: Uint32Array = new Uint32Array(4);
  #blockNumber = -1;
  #blockKind = -1;

  constructor(key0: number, key1: number, step: number) {
    requireCount("a random stream's step", step);
    this.#key0 = key0;
    this.#key1 = key1;
    this.#stepLow = step >>> 0;
    this.#stepHigh = Math.floor(step / TWO_32);
  }

  #load(kind: number, number: number): Uint32Array {
    if (number !== this.#blockNumber || kind !== this.#blockKind) {
      const high = Math.floor(number / TWO_32);
      // A step's high word has at most 21 bits, which leaves the top byte to the kind of draw.
      const tagged = (this.#stepHigh | (kind << 24)) >>> 0;
      philox(this.#block, number >>> 0, high, this.#stepLow, tagged, this.#key0, this.#key1);
      this.#blockNumber = number;
      this.#blockKind = kind;
    }
    return this.#block;
  }

  #word(kind: number, index: number): number {
    const number = Math.floor(index / 4);
    const lane = index - number * 4;
    return this.#load(kind, number)[lane]!;
  }

  /** A word of 32 random bits, as a number in [0, 2^32). */
  uint32(index: number): number {
    requireCount("a random draw's index", index);
    return this.#word(WORDS, index);
  }

  /** A number in [0, 1) with 53 random bits. */
  uniform(index: number): number {
    requireCount("a random draw's index", index);
    const number = Math.floor(index / 2);
    const block = this.#load(UNIFORMS, number);
    const at = (index - number * 2) * 2;
    return ((block[at]! >>> 5) * PER_26 + (block[at + 1]! >>> 6)) * TWO_MINUS_53;
  }

  /**
   * A draw from the standard normal distribution. Draws 2k and 2k + 1 are the two numbers that one Box-Muller step gives:
   *
   *   sqrt(-2 log(1 - u)) cos(2 pi v)        sqrt(-2 log(1 - u)) sin(2 pi v)
   *
   * Source: Box and Muller 1958; log, sin and cos are the portable ones, so that the bits are the same everywhere.
   */
  normal(index: number): number {
    requireCount("a random draw's index", index);
    const number = Math.floor(index / 2);
    const block = this.#load(NORMALS, number);
    const u = ((block[0]! >>> 5) * PER_26 + (block[1]! >>> 6)) * TWO_MINUS_53;
    const v = ((block[2]! >>> 5) * PER_26 + (block[3]! >>> 6)) * TWO_MINUS_53;
    const radius = Math.sqrt(-2 * log(1 - u));
    const angle = reduceQuadrant(TWO_PI * v);
    return radius * (index === number * 2 ? cosOf(angle) : sinOf(angle));
  }

  /**
   * The numbers 0 to n - 1 in a random order, each order equally likely.
   *
   * Throws OptionError unless n is a whole number from 0 to 2^32 - 1.
   * Source: Fisher and Yates; bounded draws reject the words that would favour small numbers.
   */
  permutation(n: number): Uint32Array {
    if (!Number.isInteger(n) || n < 0 || n >= TWO_32) {
      throw new OptionError("RANDOM_ARGUMENT", "permutation", `n must be a whole number below 2^32, but it is ${n}`, {
        found: n,
      });
    }
    const order = new Uint32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    let used = 0;
    for (let i = n - 1; i > 0; i--) {
      const bound = i + 1;
      const limit = TWO_32 - (TWO_32 % bound);
      let word: number;
      do word = this.#word(PERMUTATIONS, used++);
      while (word >= limit);
      const j = word % bound;
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order;
  }
}

/**
 * A source of random streams with one seed. It holds no position except `serial`, which numbers the places that draw:
 * the first parameter made after seeding is place 0, the next one 1, and so on.
 *
 * Throws OptionError unless the seed is a whole number from 0 to 2^53 - 1.
 */
export class Generator {
  readonly seed: number;
  #serial: number;

  constructor(seed: number, serial = 0) {
    requireCount("a seed", seed);
    requireCount("a generator's serial", serial);
    this.seed = seed;
    this.#serial = serial;
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** How many places have drawn so far; a checkpoint stores it, and `new Generator(seed, serial)` goes on from it. */
  get serial(): number {
    return this.#serial;
  }

  /** Numbers one more place that draws. */
  nextSerial(): number {
    return this.#serial++;
  }

  /** The stream for a purpose ("weights", "dropout", "shuffle") and a step (an epoch, a serial). */
  stream(purpose: string, step = 0): RandomStream {
    if (typeof purpose !== "string") throw refuseValue("stream", "purpose", "a text", purpose);
    const [a, b] = hashPurpose(purpose);
    const key = new Uint32Array(4);
    philox(key, this.seed >>> 0, Math.floor(this.seed / TWO_32), a, b, 0, 0);
    return new RandomStream(key[0]!, key[1]!, step);
  }
}

const generators: Generator[] = [/* @__PURE__ */ new Generator(0)];

/** The generator that initial weights and dropout draw from: the innermost `withSeed`, or the one `manualSeed` set. */
export function defaultGenerator(): Generator {
  return generators[generators.length - 1]!;
}

/**
 * Seeds the default generator anew: the same seed before the same code gives the same weights, bit for bit.
 * Without it the seed is 0, so that a run is repeatable by default.
 */
export function manualSeed(seed: number): void {
  generators[generators.length - 1] = new Generator(seed);
}

/**
 * Runs `fn` with a default generator of its own and puts the former one back, also when `fn` throws.
 *
 * Throws OptionError when `fn` returns a promise: what runs after its first `await` would draw from another generator.
 */
export function withSeed<T>(seed: number, fn: () => T): T {
  requireOption("withSeed", "fn", BODY, fn);
  const depth = generators.length;
  generators.push(new Generator(seed));
  try {
    const result = fn();
    if (typeof (result as { then?: unknown } | null | undefined)?.then === "function") {
      throw new OptionError(
        "WITH_SEED_ASYNC",
        "withSeed",
        "fn returned a promise, but the seed holds only until fn returns",
        { remedies: ["make the model inside withSeed and await outside it"] },
      );
    }
    return result;
  } finally {
    generators.length = depth;
  }
}
