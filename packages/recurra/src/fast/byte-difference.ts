// Puts bytes together from others and what scripts/byte-difference.mjs wrote: the fast kernels from the strict ones.

/** The bytes that `steps` make of `base`. */
export function applyDifference(base: Uint8Array, steps: Uint8Array): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  let expected = 0;
  let at = 0;
  while (at < steps.length) {
    for (let fresh = number(); fresh > 0; fresh--, expected++) out.push(steps[at++]);
    const length = number();
    const move = number();
    expected += move & 1 ? -(move + 1) / 2 : move / 2;
    for (const end = expected + length; expected < end; expected++) out.push(base[expected]);
  }
  return Uint8Array.from(out);

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  function number(): number {
    let value = 0;
    let shift = 0;
    for (; steps[at] > 127; shift += 7) value |= (steps[at++] & 127) << shift;
    return value | (steps[at++] << shift);
  }
}
