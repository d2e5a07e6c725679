// Which digits of a text change which of the numbers that it says, and by how much: found by trying them.

/** What a text says: numbers that its digits make, and all else as one text. */
interface Told {
  readonly numbers: readonly number[];
  readonly same: string;
}

/** Reads a text; undefined where it says nothing. */
export type Tell = (text: string) => Told | undefined;

/** Neighbouring digits that change one number. */
interface Group {
  /** How many digits stand before it. */
  readonly at: number;
  /** One digit or two. */
  readonly size: number;
  /** Which number it changes. */
  readonly number: number;
  /** What each of its values adds; NaN where the text says nothing with it, or something else. */
  readonly table: Float64Array;
}

interface LearnedDigits {
  /** The numbers, without what the groups add. */
  readonly base: readonly number[];
  readonly groups: readonly Group[];
}

/** Longer texts of digits are none of the kind. */
const MOST = 40;
/** Texts that are tried against what was learned. */
const TRIALS = 48;
const known = new WeakMap<Tell, Map<string, LearnedDigits | undefined>>();
/** Forms that are kept; a column has few. */
const KEPT = 1000;

/** What `tell` makes of texts that have a pattern, digits for its digits; undefined where they do not simply add up. */
export function learnDigits(pattern: string, tell: Tell): LearnedDigits | undefined {
  const shape = pattern.replace(/\d/g, "0");
  let ofTell = known.get(tell);
  if (ofTell === undefined || ofTell.size > KEPT) {
    ofTell = new Map();
    known.set(tell, ofTell);
  }
  if (!ofTell.has(shape)) ofTell.set(shape, learn(shape, tell));
  return ofTell.get(shape);
}

function learn(shape: string, tell: Tell): LearnedDigits | undefined {
  const pieces = shape.split(/\d/);
  const count = pieces.length - 1;
  if (count === 0 || count > MOST) return undefined;
  const told = (digits: readonly number[]) => tell(pieces.reduce((text, piece, i) => text + digits[i - 1] + piece));
  // A text of ones is a time, a number and a quarter.
  const ones = Array.from({ length: count }, () => 1);
  const base = told(ones);
  if (base === undefined) return undefined;
  const groups: Group[] = [];
  for (const { at, size } of groupsOf(shape)) {
    const group = tryGroup(base, at, size, (digits) => told(ones.toSpliced(at, size, ...digits)));
    if (group === undefined) return undefined;
    groups.push(group);
  }
  const learned = { base: base.numbers, groups };
  return holds(learned, base.same, count, told) ? learned : undefined;
}

/** Runs of digits in twos from the left, an odd one alone. */
function groupsOf(shape: string): { at: number; size: number }[] {
  const groups: { at: number; size: number }[] = [];
  let at = 0;
  for (const [run] of shape.matchAll(/\d+/g)) {
    for (let i = 0; i < run.length; i += 2) groups.push({ at: at + i, size: Math.min(2, run.length - i) });
    at += run.length;
  }
  return groups;
}

function tryGroup(
  base: Told,
  at: number,
  size: number,
  told: (digits: readonly number[]) => Told | undefined,
): Group | undefined {
  const table = new Float64Array(size === 1 ? 10 : 100).fill(Number.NaN);
  let number = -1;
  for (let value = 0; value < table.length; value++) {
    const found = told(digitsOf(value, size));
    if (found === undefined || found.same !== base.same) continue;
    const changed = base.numbers.flatMap((one, i) => (one === found.numbers[i] ? [] : [i]));
    if (changed.length > 1 || (changed.length === 1 && number >= 0 && changed[0] !== number)) return undefined;
    if (changed.length === 1) [number] = changed;
    table[value] = changed.length === 0 ? 0 : found.numbers[number] - base.numbers[number];
  }
  return { at, size, number: Math.max(0, number), table };
}

function digitsOf(value: number, size: number): number[] {
  return size === 1 ? [value] : [Math.floor(value / 10), value % 10];
}

/** Whether texts with all digits changed say what the sums say. */
function holds(
  { base, groups }: LearnedDigits,
  same: string,
  count: number,
  told: (digits: readonly number[]) => Told | undefined,
): boolean {
  let state = 1;
  const digits = new Array<number>(count).fill(0);
  for (let trial = 0; trial < TRIALS; trial++) {
    const numbers = [...base];
    for (const { at, size, number, table } of groups) {
      const values = [...table.keys()].filter((value) => !Number.isNaN(table[value]));
      // Numerical Recipes' generator; the smallest and the largest values first.
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const place = trial === 0 ? 0 : trial === 1 ? values.length - 1 : (state >>> 8) % values.length;
      numbers[number] += table[values[place]];
      digits.splice(at, size, ...digitsOf(values[place], size));
    }
    const found = told(digits);
    if (found === undefined || found.same !== same) return false;
    if (found.numbers.some((one, i) => !Object.is(one, numbers[i]))) return false;
  }
  return true;
}
