import { tensor } from "recurra";
import { Generator } from "recurra/core";

/** Sinusoids of period 60 with uniform noise of 0.35, as batches { x noisy, y clean }, each [at most 300, length, 1]. */
export function sinusoids(count, { length = 100, batchSize = 300 } = {}) {
  const stream = new Generator(0).stream("sinusoids");
  const batches = [];
  for (let first = 0; first < count; first += batchSize) {
    const size = Math.min(batchSize, count - first);
    const clean = new Float32Array(size * length);
    const noisy = new Float32Array(size * length);
    for (let i = 0; i < clean.length; i++) {
      const sequence = first + Math.floor(i / length);
      const offset = stream.uint32(sequence * 2) % (length + 1);
      clean[i] = Math.sin((2 * Math.PI * ((i % length) + offset)) / 60);
      noisy[i] = clean[i] + (stream.uniform(first * length + i) - 0.5) * 0.7;
    }
    batches.push({ x: tensor(noisy, [size, length, 1]), y: tensor(clean, [size, length, 1]) });
  }
  return batches;
}
