// Angles beyond 2^19 quarter turns: the digits of 2/pi as one big integer give the remainder exactly.

import type { Reduced } from "./angle.ts";

const PIO2_HIGH = 1.5707963267948966;
const PIO2_LOW = 6.123233995736766e-17;

// floor(2/pi * 2^1216): for the largest double (2^1024) that leaves 192 bits of fraction.
const DIGITS_SHIFT = 1216n;
const DIGITS = BigInt(
  "0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1c" +
    "b129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f" +
    "6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6bab",
);

const bits = new DataView(new ArrayBuffer(8));

/** The remainder of a finite x by pi/2 as a sum of two doubles, for |x| above LARGEST. Source: Payne and Hanek. */
export function reduceHuge(x: number): Reduced {
  bits.setFloat64(0, Math.abs(x));
  const top = bits.getUint32(0);
  const mantissa = BigInt((top & 0xfffff) | 0x100000) * 4294967296n + BigInt(bits.getUint32(4));
  const shift = DIGITS_SHIFT - BigInt((top >>> 20) - 1075);
  // |x| * 2/pi in units of 2^-shift; its fraction to 128 bits is all that is needed.
  const turns = mantissa * DIGITS;
  const one = 1n << shift;
  let quadrant = Number((turns >> shift) & 3n);
  let fraction = turns & (one - 1n);
  if (fraction * 2n >= one) {
    fraction -= one;
    quadrant = (quadrant + 1) % 4;
  }
  // As a sum of two doubles: the leading 53 bits, then what they leave out.
  const scaled = fraction >> (shift - 192n);
  const lead = Number(scaled);
  const rest = Number(scaled - BigInt(lead));
  const unit = 1.5930919111324523e-58; // 2^-192
  const high = lead * unit;
  const low = rest * unit;
  // Times pi/2, with the error of the product of the leading parts.
  const product = high * PIO2_HIGH;
  const tail = productError(high, PIO2_HIGH, product) + high * PIO2_LOW + low * PIO2_HIGH;
  const sum = product + tail;
  const left = product - sum + tail;
  if (x > 0) return { quadrant, high: sum, low: left };
  return { quadrant: (4 - quadrant) % 4, high: -sum, low: -left };
}

/** The rounding error of the product a * b = product, exactly (Dekker 1971), for factors below 2^996. */
export function productError(a: number, b: number, product: number): number {
  const splitter = 134217729; // 2^27 + 1: cuts a double into two halves of 26 bits
  const ca = splitter * a;
  const aHigh = ca - (ca - a);
  const aLow = a - aHigh;
  const cb = splitter * b;
  const bHigh = cb - (cb - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
