// What vanishes: a state or a gradient that is carried from step to step, and momentum, are 0 below 2^-100, as in the kernels
// (assembly/vanish.ts), where smaller numbers would be subnormal soon.

/** The least magnitude that is kept. */
export const LEAST_KEPT: number = 2 ** -100;

/** What the square of a gradient counts as at least. */
export const LEAST_SQUARE: number = 2 ** -112;

/** Sets what is below 2^-100 to 0, in place; NaN and infinity stay. */
export function dropVanished(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) < LEAST_KEPT) values[i] = 0;
}
