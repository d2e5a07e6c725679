// The two formats of 16 bits in which other programs store weights. Every number of either is a float32, so nothing is lost.

const words = new Uint32Array(1);
const floats = new Float32Array(words.buffer);

function float32Of(bits: number): number {
  words[0] = bits;
  return floats[0];
}

/** 2^-24, the smallest float16 above zero: what one unit of a subnormal's fraction is worth. */
const SMALLEST = 5.9604644775390625e-8;

/** The number that a float16 (IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits) stands for. */
export function fromFloat16(bits: number): number {
  const negative = bits >>> 15 === 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return (negative ? -1 : 1) * fraction * SMALLEST;
  // The exponent's bias grows from 15 to 127; 31 stands for infinity and NaN in the one, 255 in the other.
  const widened = exponent === 31 ? 255 : exponent + 112;
  return float32Of(((negative ? 1 : 0) << 31) | (widened << 23) | (fraction << 13));
}

/** The number that a bfloat16 stands for: the upper half of a float32. */
export function fromBfloat16(bits: number): number {
  return float32Of(bits << 16);
}
