/**
 * Bytes of a processor's second-level cache, as all cuts of work assume it: what is read and written again and again should stay there.
 * One number for every machine, since a cut decides the order of sums and so the last bits.
 */
export const CACHE_BYTES: number = 2 << 20;
