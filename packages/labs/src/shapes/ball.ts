// A ball in a box, seen in frames: it flies straight on and bounces off the walls.
import type { Shape } from "recurra";
import { Generator } from "recurra/core";
import { meanOf } from "recurra/statistics";
import type { Rated } from "./score.ts";
import type { Samples } from "./training.ts";

/** Frames of a path, without the one after them. */
export const FRAMES = 10;
/** The ball moves at most so far between two frames, along each side of a box whose sides are 1 long. */
const SPEED = 0.2;

/** A place along a side of the box, for a ball that would be at p if there were no walls. */
function mirror(p: number): number {
  const folded = Math.abs(p) % 2;
  return folded > 1 ? 2 - folded : folded;
}

/**
 * Paths from random places in random directions. x holds the places in frames 1 to `frames`, y where the ball is a frame
 * later, both [count, frames, 2].
 */
export function makePaths(count: number, frames: number, seed: number, purpose: string): Samples {
  const random = new Generator(seed).stream(`ball ${purpose}`);
  const shape: Shape = [count, frames, 2];
  const x = new Float32Array(count * frames * 2);
  const y = new Float32Array(count * frames * 2);
  for (let i = 0; i < count; i++) {
    for (let side = 0; side < 2; side++) {
      const start = random.uniform(4 * i + side);
      const speed = (2 * random.uniform(4 * i + 2 + side) - 1) * SPEED;
      for (let frame = 0; frame < frames; frame++) {
        const at = (i * frames + frame) * 2 + side;
        x[at] = mirror(start + speed * frame);
        y[at] = mirror(start + speed * (frame + 1));
      }
    }
  }
  return { x, xShape: shape, y, yShape: shape };
}

/** The samples' first frames only, as sequences of one step. */
export function takeFirstFrames({ x, y, xShape: [count, frames] }: Samples): Samples {
  const firsts = (values: Float32Array) => values.filter((_, at) => Math.floor(at / 2) % frames === 0);
  return { x: firsts(x), xShape: [count, 1, 2], y: firsts(y), yShape: [count, 1, 2] };
}

/** Where the ball would be if it went on as between the last two frames; from the first frame on, where it is. */
export function continueStraight({ x, xShape: [, frames] }: Samples): Float32Array {
  return x.map((place, at) => (Math.floor(at / 2) % frames === 0 ? place : 2 * place - x[at - 2]));
}

/** Root mean square distance between the places and the true ones, over frames `from` to `to` (not included). */
export function measureDistance(
  { y, yShape: [, frames] }: Samples,
  places: Float32Array,
  from = 0,
  to = frames,
): number {
  let total = 0;
  let count = 0;
  for (let at = 0; at < y.length; at += 2) {
    const frame = (at / 2) % frames;
    if (frame < from || frame >= to) continue;
    const [right, up] = [places[at] - y[at], places[at + 1] - y[at + 1]];
    total += right * right + up * up;
    count++;
  }
  return Math.sqrt(total / count);
}

/** The distance over the frames from `from` on, and the mean square of each flight. */
export function rateDistance(name: string, samples: Samples, places: Float32Array, from = 0): Rated {
  const { y, yShape } = samples;
  const [flights, frames] = yShape;
  const square = (at: number): number => (places[at] - y[at]) * (places[at] - y[at]);
  const errors = Float64Array.from({ length: flights }, (_, flight) =>
    meanOf(frames - from, (frame) => {
      const at = (flight * frames + from + frame) * 2;
      return square(at) + square(at + 1);
    }),
  );
  return { name, value: measureDistance(samples, places, from), errors };
}
