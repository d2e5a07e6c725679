// The entropy codes of zstd: finite states (FSE) and Huffman. Source: RFC 8878, section 4. What is broken throws a RangeError, which
// `unpackZstd` catches.

/** What a broken frame is refused with inside this folder. */
export function broken(): RangeError {
  return new RangeError("broken");
}

/** The place of the highest bit that is set. */
function highestBit(value: number): number {
  return 31 - Math.clz32(value);
}

/** Bits that are read from the last to the first; a mark stands behind the last. Before the first there are zeros. */
export class BackwardBits {
  readonly #bytes: Uint8Array;
  /** Bits that are left; below zero where more were read. */
  left: number;

  constructor(bytes: Uint8Array) {
    const last = bytes[bytes.length - 1];
    if (!last) throw broken();
    this.#bytes = bytes;
    this.left = (bytes.length - 1) * 8 + highestBit(last);
  }

  /** Up to 32 bits. */
  read(width: number): number {
    this.left -= width;
    return this.#at(this.left, width);
  }

  /** Up to 24 bits, which stay. */
  peek(width: number): number {
    return this.#at(this.left - width, width);
  }

  #at(bit: number, width: number): number {
    if (width === 0) return 0;
    if (bit < 0) return bit + width <= 0 ? 0 : this.#at(0, bit + width) << -bit;
    if (width > 24) return this.#at(bit, 16) + this.#at(bit + 16, width - 16) * 65_536;
    const at = bit >>> 3;
    const bytes = this.#bytes;
    const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    return (word >>> (bit & 7)) & ((1 << width) - 1);
  }
}

/** A machine of states: in each a symbol, and how the next is found. */
export interface StateTable {
  readonly bits: number;
  readonly symbols: Uint8Array;
  readonly widths: Uint8Array;
  readonly bases: Uint16Array;
}

/** A table of one symbol. */
export function onlySymbol(symbol: number): StateTable {
  return { bits: 0, symbols: Uint8Array.of(symbol), widths: Uint8Array.of(0), bases: Uint16Array.of(0) };
}

/** The table of symbols that come as often as `counts` says, of 2^bits; -1 is less than once. */
export function stateTable(counts: readonly number[], bits: number): StateTable {
  const size = 1 << bits;
  const symbols = new Uint8Array(size);
  const next = counts.map((count) => (count === -1 ? 1 : count));
  let high = size;
  counts.forEach((count, symbol) => {
    if (count === -1) symbols[--high] = symbol;
  });
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  counts.forEach((count, symbol) => {
    for (let i = 0; i < count; i++) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= high);
    }
  });
  if (at !== 0) throw broken();
  const widths = new Uint8Array(size);
  const bases = new Uint16Array(size);
  for (let i = 0; i < size; i++) {
    const state = next[symbols[i]]++;
    widths[i] = bits - highestBit(state);
    bases[i] = (state << widths[i]) - size;
  }
  return { bits, symbols, widths, bases };
}

/** A table as it is described, and how many bytes that takes. */
export function readStateTable(
  bytes: Uint8Array,
  mostBits: number,
  mostSymbol: number,
): { table: StateTable; length: number } {
  let bit = 0;
  const read = (width: number): number => {
    if (bit + width > bytes.length * 8) throw broken();
    let value = 0;
    for (let i = 0; i < width; i++, bit++) value |= ((bytes[bit >> 3] >> (bit & 7)) & 1) << i;
    return value;
  };
  const bits = read(4) + 5;
  if (bits > mostBits) throw broken();
  const counts: number[] = [];
  for (let left = 1 << bits; left > 0; ) {
    const width = highestBit(left + 1) + 1;
    const half = (1 << (width - 1)) - 1;
    const short = (1 << width) - 2 - left;
    let value = read(width - 1);
    if (value >= short) {
      value += read(1) << (width - 1);
      if (value > half) value -= short;
    }
    const count = value - 1;
    left -= Math.abs(count);
    counts.push(count);
    if (count === 0) {
      for (let more = 3; more === 3; ) {
        more = read(2);
        for (let i = 0; i < more; i++) counts.push(0);
      }
    }
    if (left < 0 || counts.length > mostSymbol + 1) throw broken();
  }
  return { table: stateTable(counts, bits), length: Math.ceil(bit / 8) };
}

/** For each pattern of so many bits its symbol, and how many of the bits this has. */
export interface HuffmanTable {
  readonly bits: number;
  readonly symbols: Uint8Array;
  readonly widths: Uint8Array;
}

/** A tree as it is described, and how many bytes that takes. */
export function readHuffman(bytes: Uint8Array): { table: HuffmanTable; length: number } {
  const head = bytes[0];
  if (head === undefined) throw broken();
  if (head < 128) {
    if (1 + head > bytes.length) throw broken();
    return { table: huffmanTable(codedWeights(bytes.subarray(1, 1 + head))), length: 1 + head };
  }
  const count = head - 127;
  const length = 1 + Math.ceil(count / 2);
  if (length > bytes.length) throw broken();
  const weights = Array.from({ length: count }, (_, i) => {
    const pair = bytes[1 + (i >> 1)];
    return i % 2 === 0 ? pair >> 4 : pair & 15;
  });
  return { table: huffmanTable(weights), length };
}

/** Weights by two states in turn. */
function codedWeights(bytes: Uint8Array): number[] {
  const { table, length } = readStateTable(bytes, 6, 255);
  const stream = new BackwardBits(bytes.subarray(length));
  const states = [stream.read(table.bits), stream.read(table.bits)];
  const weights: number[] = [];
  for (let turn = 0; ; turn = 1 - turn) {
    const state = states[turn];
    weights.push(table.symbols[state]);
    states[turn] = table.bases[state] + stream.read(table.widths[state]);
    if (stream.left < 0) {
      weights.push(table.symbols[states[1 - turn]]);
      return weights;
    }
    if (weights.length > 255) throw broken();
  }
}

/** The last weight is not said: it makes the sum a power of two. */
function huffmanTable(said: readonly number[]): HuffmanTable {
  const sum = said.reduce((all, weight) => all + ((1 << weight) >> 1), 0);
  if (sum === 0 || said.length > 255) throw broken();
  const bits = highestBit(sum) + 1;
  const left = (1 << bits) - sum;
  if (bits > 11 || (left & (left - 1)) !== 0) throw broken();
  const weights = [...said, highestBit(left) + 1];
  const symbols = new Uint8Array(1 << bits);
  const widths = new Uint8Array(1 << bits);
  let at = 0;
  for (let weight = 1; weight <= bits; weight++) {
    weights.forEach((one, symbol) => {
      if (one !== weight) return;
      const end = at + (1 << (weight - 1));
      symbols.fill(symbol, at, end);
      widths.fill(bits + 1 - weight, at, end);
      at = end;
    });
  }
  return { bits, symbols, widths };
}
