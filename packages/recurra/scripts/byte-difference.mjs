// Bytes as their difference from others: the fast kernels are near copies of the strict ones, but farther apart than gzip
// looks back. A list of steps: how many bytes follow, these bytes, how many to copy from the base, and from where, counted
// from where the base would stand if nothing had been added or left out. src/fast/byte-difference.ts reads it.

/** A copy shorter than this costs more than the bytes themselves: where it goes on beside the one before, and elsewhere. */
const shortestNear = 6;
const shortestFar = 12;
const near = 64;
const keyLength = 4;

export function differenceOf(base, target) {
  const places = placesOf(base);
  const steps = [];
  let fresh = [];
  let expected = 0;
  for (let at = 0; at < target.length; ) {
    const copy = longestCopy(base, target, at, places, expected);
    if (copy.length > 0) {
      writeStep(steps, fresh, copy.length, copy.from - expected);
      at += copy.length;
      expected = copy.from + copy.length;
      fresh = [];
    } else {
      fresh.push(target[at++]);
      expected++;
    }
  }
  if (fresh.length > 0) writeStep(steps, fresh, 0, 0);
  return Uint8Array.from(steps);
}

/** Where in `base` each group of four bytes stands. */
function placesOf(base) {
  const places = new Map();
  for (let i = 0; i + keyLength <= base.length; i++) {
    const key = keyAt(base, i);
    if (places.has(key)) places.get(key).push(i);
    else places.set(key, [i]);
  }
  return places;
}

function keyAt(bytes, at) {
  return String.fromCharCode(...bytes.subarray(at, at + keyLength));
}

function longestCopy(base, target, at, places, expected) {
  let best = { from: 0, length: 0 };
  let bestGain = 0;
  for (const from of places.get(keyAt(target, at)) ?? []) {
    let length = 0;
    while (from + length < base.length && at + length < target.length && base[from + length] === target[at + length]) {
      length++;
    }
    const distance = Math.abs(from - expected);
    const gain = length - numberLength(distance * 2);
    if (length >= (distance < near ? shortestNear : shortestFar) && gain > bestGain) {
      best = { from, length };
      bestGain = gain;
    }
  }
  return best;
}

function writeStep(out, fresh, length, move) {
  writeNumber(out, fresh.length);
  for (const byte of fresh) out.push(byte);
  writeNumber(out, length);
  writeNumber(out, move < 0 ? -2 * move - 1 : 2 * move);
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function writeNumber(out, value) {
  for (; value > 127; value >>>= 7) out.push((value & 127) | 128);
  out.push(value);
}

function numberLength(value) {
  return value > 127 ? 1 + numberLength(value >>> 7) : 1;
}
