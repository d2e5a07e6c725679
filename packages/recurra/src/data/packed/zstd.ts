// Frames of zstd. Source: RFC 8878, section 3. The checksum behind a frame is not looked at; dictionaries are not known.

import {
  BackwardBits,
  broken,
  type HuffmanTable,
  onlySymbol,
  readHuffman,
  readStateTable,
  type StateTable,
  stateTable,
} from "./zstd-codes.ts";

const MOST_BLOCK = 131_072;

/** For each code of a length its least, and how many bits are added to it. */
interface Lengths {
  readonly least: readonly number[];
  readonly widths: readonly number[];
}

/** Codes from `first` on, one a value up to `plain`, then by the number of bits of each. */
function lengths(first: number, plain: number, widths: readonly number[]): Lengths {
  const all = [...Array.from({ length: plain }, () => 0), ...widths];
  const least: number[] = [];
  for (let i = 0, value = first; i < all.length; i++) {
    least.push(value);
    value += 1 << all[i];
  }
  return { least, widths: all };
}

const LITERALS = lengths(0, 16, [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
const MATCHES = lengths(3, 32, [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);

const repeat = (count: number, times: number): number[] => Array.from({ length: times }, () => count);
/** How often codes come where a block does not say it. */
const USUAL = {
  literals: stateTable([4, 3, ...repeat(2, 11), 1, 1, 1, ...repeat(2, 9), 3, 2, ...repeat(1, 5), ...repeat(-1, 4)], 6),
  offsets: stateTable([...repeat(1, 6), 2, 2, 2, ...repeat(1, 15), ...repeat(-1, 5)], 5),
  matches: stateTable([1, 4, 3, ...repeat(2, 6), ...repeat(1, 37), ...repeat(-1, 7)], 6),
};

/** What blocks of a frame take over from those before them. */
interface Memory {
  huffman: HuffmanTable | undefined;
  literals: StateTable | undefined;
  offsets: StateTable | undefined;
  matches: StateTable | undefined;
  /** The last three offsets. */
  readonly last: [number, number, number];
}

/** Bytes that are written one behind the other, and no more than there is room for. */
class Output {
  readonly bytes: Uint8Array;
  filled = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  put(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.filled); // a RangeError where there is no room
    this.filled += bytes.length;
  }

  fill(byte: number, length: number): void {
    if (length > this.bytes.length - this.filled) throw broken();
    this.bytes.fill(byte, this.filled, this.filled + length);
    this.filled += length;
  }

  copy(back: number, length: number, start: number): void {
    if (back < 1 || back > this.filled - start || length > this.bytes.length - this.filled) throw broken();
    const { bytes } = this;
    for (let at = this.filled, end = at + length; at < end; at++) bytes[at] = bytes[at - back];
    this.filled += length;
  }
}

/** The `size` bytes behind frames; undefined where they are damaged or hold another number of bytes. */
export function unpackZstd(packed: Uint8Array, size: number): Uint8Array | undefined {
  const output = new Output(size);
  try {
    for (let at = 0; at < packed.length; ) at = readFrame(packed, at, output);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return output.filled === size ? output.bytes : undefined;
}

function readFrame(packed: Uint8Array, from: number, output: Output): number {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const magic = view.getUint32(from, true);
  if (magic >>> 4 === 0x184d2a5) return from + 8 + view.getUint32(from + 4, true); // to be skipped
  if (magic !== 0xfd2fb528) throw broken();
  const flags = view.getUint8(from + 4);
  const single = (flags & 32) !== 0;
  const dictionary = [0, 1, 2, 4][flags & 3];
  let at = from + 5 + (single ? 0 : 1);
  for (let i = 0; i < dictionary; i++) if (view.getUint8(at + i) !== 0) throw broken();
  at += dictionary + [single ? 1 : 0, 2, 4, 8][flags >> 6];
  const start = output.filled;
  const memory: Memory = {
    huffman: undefined,
    literals: undefined,
    offsets: undefined,
    matches: undefined,
    last: [1, 4, 8],
  };
  for (;;) {
    const head = view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
    const [type, size] = [(head >> 1) & 3, head >>> 3];
    at += 3;
    if (size > MOST_BLOCK || type === 3) throw broken();
    const length = type === 1 ? 1 : size;
    if (at + length > packed.length) throw broken();
    if (type === 0) output.put(packed.subarray(at, at + length));
    else if (type === 1) output.fill(packed[at], size);
    else readBlock(packed.subarray(at, at + length), memory, output, start);
    at += length;
    if (head & 1) return at + (flags & 4 ? 4 : 0);
  }
}

function readBlock(block: Uint8Array, memory: Memory, output: Output, start: number): void {
  const { literals, length } = readLiterals(block, memory);
  let at = length;
  const byte = (): number => {
    if (at >= block.length) throw broken();
    return block[at++];
  };
  let count = byte();
  if (count === 255) count = byte() + byte() * 256 + 0x7f00;
  else if (count >= 128) count = (count - 128) * 256 + byte();
  if (count === 0) {
    output.put(literals);
    return;
  }
  const modes = byte();
  const table = (name: keyof typeof USUAL, shift: number, bits: number, most: number): StateTable => {
    const mode = (modes >> shift) & 3;
    let found = mode === 0 ? USUAL[name] : memory[name];
    if (mode === 1) found = onlySymbol(byte());
    if (mode === 2) {
      const said = readStateTable(block.subarray(at), bits, most);
      at += said.length;
      found = said.table;
    }
    if (found === undefined) throw broken();
    memory[name] = found;
    return found;
  };
  const tables = {
    literals: table("literals", 6, 9, 35),
    offsets: table("offsets", 4, 8, 31),
    matches: table("matches", 2, 9, 52),
  };
  runSequences(new BackwardBits(block.subarray(at)), count, tables, memory, literals, output, start);
}

function runSequences(
  bits: BackwardBits,
  count: number,
  tables: Readonly<Record<keyof typeof USUAL, StateTable>>,
  { last }: Memory,
  literals: Uint8Array,
  output: Output,
  start: number,
): void {
  let literal = bits.read(tables.literals.bits);
  let offset = bits.read(tables.offsets.bits);
  let match = bits.read(tables.matches.bits);
  let taken = 0;
  for (let i = 0; i < count; i++) {
    const offsetCode = tables.offsets.symbols[offset];
    const matchCode = tables.matches.symbols[match];
    const literalCode = tables.literals.symbols[literal];
    if (offsetCode > 31 || matchCode > 52 || literalCode > 35) throw broken();
    const code = 2 ** offsetCode + bits.read(offsetCode);
    const length = MATCHES.least[matchCode] + bits.read(MATCHES.widths[matchCode]);
    const own = LITERALS.least[literalCode] + bits.read(LITERALS.widths[literalCode]);
    if (bits.left < 0 || own > literals.length - taken) throw broken();
    output.put(literals.subarray(taken, taken + own));
    taken += own;
    output.copy(offsetOf(code, own === 0, last), length, start);
    if (i === count - 1) break;
    literal = tables.literals.bases[literal] + bits.read(tables.literals.widths[literal]);
    match = tables.matches.bases[match] + bits.read(tables.matches.widths[match]);
    offset = tables.offsets.bases[offset] + bits.read(tables.offsets.widths[offset]);
  }
  if (bits.left !== 0) throw broken();
  output.put(literals.subarray(taken));
}

/** How far back a copy lies: said, or one of the last three. */
function offsetOf(code: number, alone: boolean, last: [number, number, number]): number {
  const which = code > 3 ? 3 : code - 1 + (alone ? 1 : 0);
  if (code <= 3 && which === 0) return last[0];
  const offset = code > 3 ? code - 3 : which === 3 ? last[0] - 1 : last[which];
  if (which > 1) last[2] = last[1];
  last[1] = last[0];
  last[0] = offset;
  return offset;
}

/** The bytes that a block's sequences take from, and how many bytes of the block these are. */
function readLiterals(block: Uint8Array, memory: Memory): { literals: Uint8Array; length: number } {
  const head = block[0];
  if (head === undefined) throw broken();
  const [type, form] = [head & 3, (head >> 2) & 3];
  const word = (at: number): number => block[at] ?? 0;
  if (type < 2) {
    const bytes = form === 1 ? 2 : form === 3 ? 3 : 1;
    const size = bytes === 1 ? head >> 3 : (head >> 4) + word(1) * 16 + (bytes === 3 ? word(2) * 4096 : 0);
    const end = bytes + (type === 0 ? size : 1);
    if (size > MOST_BLOCK || end > block.length) throw broken();
    const literals = type === 0 ? block.subarray(bytes, end) : new Uint8Array(size).fill(block[bytes]);
    return { literals, length: end };
  }
  const bytes = form < 2 ? 3 : form + 2;
  const width = form < 2 ? 10 : form === 2 ? 14 : 18;
  let all = 0;
  for (let i = bytes - 1; i >= 0; i--) all = all * 256 + word(i);
  all = Math.floor(all / 16);
  const size = all % (1 << width);
  const end = bytes + Math.floor(all / (1 << width));
  if (size > MOST_BLOCK || end > block.length) throw broken();
  let at = bytes;
  if (type === 2) {
    const said = readHuffman(block.subarray(at, end));
    memory.huffman = said.table;
    at += said.length;
  }
  if (memory.huffman === undefined) throw broken();
  const literals = new Uint8Array(size);
  readStreams(block.subarray(at, end), form === 0 ? 1 : 4, memory.huffman, literals);
  return { literals, length: end };
}

function readStreams(bytes: Uint8Array, streams: number, table: HuffmanTable, literals: Uint8Array): void {
  if (streams === 1) {
    readStream(bytes, table, literals);
    return;
  }
  if (bytes.length < 6) throw broken();
  const each = Math.ceil(literals.length / 4);
  let at = 6;
  for (let i = 0; i < 4; i++) {
    const end = i < 3 ? at + bytes[i * 2] + bytes[i * 2 + 1] * 256 : bytes.length;
    if (end > bytes.length || at > end || each * i > literals.length) throw broken();
    readStream(bytes.subarray(at, end), table, literals.subarray(each * i, i < 3 ? each * (i + 1) : literals.length));
    at = end;
  }
}

function readStream(bytes: Uint8Array, { bits, symbols, widths }: HuffmanTable, out: Uint8Array): void {
  const stream = new BackwardBits(bytes);
  for (let i = 0; i < out.length; i++) {
    const pattern = stream.peek(bits);
    out[i] = symbols[pattern];
    stream.left -= widths[pattern];
  }
  if (stream.left !== 0) throw broken();
}
