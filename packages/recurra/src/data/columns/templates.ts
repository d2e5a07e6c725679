// The texts of a column without their digits: "0000-00-00 00:00" for all hours of a file, "-00.0" for many of its numbers. A cell is a
// template and the number that its digits are, so that a column of millions of cells needs a few templates and a number a row.

/** What a template says of its cells: a number with a decimal point, one with a decimal comma, one that reads alike in both, or others. */
export type TemplateKind = 0 | 1 | 2 | 3;
export const OTHER: TemplateKind = 0;
export const INTEGER: TemplateKind = 1;
export const POINT: TemplateKind = 2;
export const COMMA: TemplateKind = 3;

/** A double holds every whole number of so many digits; those behind are part of the template. */
const MOST_DIGITS = 15;
/** In a template, a digit of the cell's number. No text has this character: it is none of Unicode's. */
const SLOT = 0xffff;
const ZERO = 48;
const powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

export class Templates {
  /** The characters of all templates, one behind the other. */
  #characters = new Uint16Array(64);
  /** Where each begins; and behind the last, where the next will. */
  #starts = new Uint32Array(9);
  #kinds = new Uint8Array(8);
  /** Digits behind the sign of the decimals, and whether a minus stands before. */
  #decimals = new Uint8Array(8);
  #negative = new Uint8Array(8);
  /** How many digits a template leaves open, which differ from cell to cell. */
  #slots = new Uint8Array(8);
  #size = 0;
  /** Codes + 1 of numbers with a point, by sign, digits before and behind it, and whether there is one. */
  readonly #numbers = new Uint32Array(2 * 16 * 17);
  /** The number that is kept for the text which `codeOf` or `match` found last: a result of its own would be an object for each cell. */
  digits = 0;
  /** Open addressing: code + 1 where the hash of a template leads, 0 where nothing is. */
  #table = new Int32Array(32);
  #hashes = new Int32Array(8);

  /** How many there are: their codes are 0 to size - 1. */
  get size(): number {
    return this.#size;
  }

  kind(code: number): TemplateKind {
    return this.#kinds[code] as TemplateKind;
  }

  /** How many digits stand behind the point or comma of a number. */
  decimals(code: number): number {
    return this.#decimals[code];
  }

  /** Whether a template has digits that differ from cell to cell. */
  hasDigits(code: number): boolean {
    return this.#slots[code] > 0;
  }

  /** How many digits of a template differ from cell to cell. */
  slots(code: number): number {
    return this.#slots[code];
  }

  /** The template as a text, with "0" for digits. */
  pattern(code: number): string {
    return this.write(code, 0);
  }

  /** Whether text[start, end) has the template `code`; `digits` is then the number that is kept for it. */
  match(code: number, text: string, start: number, end: number): boolean {
    const from = this.#starts[code];
    const length = end - start;
    if (this.#starts[code + 1] - from !== length) return false;
    const characters = this.#characters;
    let digits = 0;
    for (let i = 0; i < length; i++) {
      const wanted = characters[from + i];
      const found = text.charCodeAt(start + i);
      if (wanted === SLOT) {
        const digit = found - ZERO;
        if (digit < 0 || digit > 9) return false;
        digits = digits * 10 + digit;
      } else if (found !== wanted) return false;
    }
    this.digits = digits;
    return true;
  }

  /** The value of a number from its digits, the very double that Number() makes of the text: both are whole and exact, and divided once. */
  valueOf(code: number, digits: number): number {
    const decimals = this.#decimals[code];
    const value = decimals === 0 ? digits : digits / powers[decimals];
    return this.#negative[code] === 1 ? -value : value;
  }

  /** The digits that `valueOf` made a value of. */
  digitsOf(code: number, value: number): number {
    return Math.round(Math.abs(value) * powers[this.#decimals[code]]);
  }

  /** The code of the template of text[start, end), a new one where it is new; `digits` is then the number that is kept for it. */
  codeOf(text: string, start: number, end: number): number {
    const number = this.#numberOf(text, start, end);
    if (number >= 0) return number;
    const hash = hashOf(text, start, end);
    const mask = this.#table.length - 1;
    let at = hash & mask;
    for (; this.#table[at] !== 0; at = (at + 1) & mask) {
      const code = this.#table[at] - 1;
      if (this.#hashes[code] === hash && this.match(code, text, start, end)) return code;
    }
    const code = this.#add(text, start, end, hash);
    this.match(code, text, start, end);
    return code;
  }

  /** The same for a number with a point or none, found by how many digits stand where; -1 for other texts. */
  #numberOf(text: string, start: number, end: number): number {
    let at = start;
    let found = text.charCodeAt(at);
    const negative = found === 45;
    if (negative) found = text.charCodeAt(++at);
    let digits = 0;
    const first = at;
    for (; at < end; found = text.charCodeAt(++at)) {
      const digit = found - ZERO;
      if (digit < 0 || digit > 9) break;
      digits = digits * 10 + digit;
    }
    const whole = at - first;
    // One more than there are digits behind the point; 0 without a point.
    let behind = 0;
    if (at < end) {
      if (found !== 46) return -1;
      const point = at++;
      for (; at < end; at++) {
        const digit = text.charCodeAt(at) - ZERO;
        if (digit < 0 || digit > 9) return -1;
        digits = digits * 10 + digit;
      }
      behind = at - point;
    }
    const all = whole + (behind === 0 ? 0 : behind - 1);
    if (all === 0 || all > MOST_DIGITS) return -1;
    const key = ((negative ? 16 : 0) + whole) * 17 + behind;
    if (this.#numbers[key] === 0) this.#numbers[key] = this.#add(text, start, end, hashOf(text, start, end)) + 1;
    this.digits = digits;
    return this.#numbers[key] - 1;
  }

  /** The text of a template with the digits of `digits`. */
  write(code: number, digits: number): string {
    const characters = this.#characters.slice(this.#starts[code], this.#starts[code + 1]);
    let rest = digits;
    for (let i = characters.length - 1; i >= 0; i--) {
      if (characters[i] !== SLOT) continue;
      const higher = Math.floor(rest / 10);
      characters[i] = ZERO + (rest - 10 * higher);
      rest = higher;
    }
    let text = "";
    if (characters.length <= 4096) return fromCharacters(characters);
    for (let i = 0; i < characters.length; i += 4096) text += fromCharacters(characters.subarray(i, i + 4096));
    return text;
  }

  #add(text: string, start: number, end: number, hash: number): number {
    const code = this.#size++;
    this.#makeRoom(end - start);
    const from = this.#starts[code];
    let slots = 0;
    for (let i = start; i < end; i++) {
      const found = text.charCodeAt(i);
      const slot = isDigit(found) && slots++ < MOST_DIGITS;
      this.#characters[from + i - start] = slot ? SLOT : found;
    }
    this.#slots[code] = Math.min(slots, MOST_DIGITS);
    this.#starts[code + 1] = from + end - start;
    this.#hashes[code] = hash;
    this.#classify(code, from, from + end - start);
    this.#insert(code);
    return code;
  }

  #classify(code: number, from: number, to: number): void {
    const characters = this.#characters;
    let at = from;
    const signed = characters[at] === 43 || characters[at] === 45;
    if (signed) at++;
    const first = at;
    while (at < to && characters[at] === SLOT) at++;
    let digits = at - first;
    let kind = INTEGER;
    if (at < to && (characters[at] === 46 || characters[at] === 44)) {
      kind = characters[at] === 46 ? POINT : COMMA;
      const behind = ++at;
      while (at < to && characters[at] === SLOT) at++;
      digits += at - behind;
      this.#decimals[code] = at - behind;
    }
    const number = at === to && digits > 0;
    this.#kinds[code] = number ? kind : OTHER;
    if (!number) this.#decimals[code] = 0;
    this.#negative[code] = number && signed && characters[from] === 45 ? 1 : 0;
  }

  #insert(code: number): void {
    const mask = this.#table.length - 1;
    let at = this.#hashes[code] & mask;
    while (this.#table[at] !== 0) at = (at + 1) & mask;
    this.#table[at] = code + 1;
  }

  #makeRoom(characters: number): void {
    const needed = this.#starts[this.#size - 1] + characters;
    if (needed > this.#characters.length) this.#characters = grown(this.#characters, needed);
    if (this.#size > this.#kinds.length) {
      this.#starts = grown(this.#starts, 2 * this.#size + 1);
      this.#kinds = grown(this.#kinds, this.#size);
      this.#decimals = grown(this.#decimals, this.#size);
      this.#negative = grown(this.#negative, this.#size);
      this.#slots = grown(this.#slots, this.#size);
      this.#hashes = grown(this.#hashes, this.#size);
    }
    if (2 * this.#size > this.#table.length) {
      this.#table = new Int32Array(2 * this.#table.length);
      for (let code = 0; code < this.#size - 1; code++) this.#insert(code);
    }
  }
}

/** The spread of a typed array would go through its iterator. */
function fromCharacters(characters: Uint16Array): string {
  return String.fromCharCode.apply(null, characters as unknown as number[]);
}

function isDigit(character: number): boolean {
  return character >= ZERO && character <= 57;
}

/** FNV-1a over the characters, digits alike, as far as they are no part of the template. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  let slots = 0;
  for (let i = start; i < end; i++) {
    const found = text.charCodeAt(i);
    hash = Math.imul(hash ^ (isDigit(found) && slots++ < MOST_DIGITS ? SLOT : found), 0x01000193);
  }
  // The lower bits choose the place.
  return hash ^ (hash >>> 15);
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(array: T, least: number): T {
  const larger = new (array.constructor as new (length: number) => T)(Math.max(least, 2 * array.length));
  larger.set(array);
  return larger;
}
