import { Generator } from "recurra/core";
import { expect, test } from "vitest";
import { errorPower, gainOf } from "./filters.ts";
import { Fourier } from "./fourier.ts";
import { wienerFilter } from "./wiener.ts";

test("the transform is the sum that it stands for, and its inverse gives back what went in", () => {
  const size = 16;
  const given = Array.from({ length: size }, (_, i) => [Math.sin(i * i), Math.cos(3 * i)] as const);
  const numbers = { re: Float64Array.from(given, ([a]) => a), im: Float64Array.from(given, ([, b]) => b) };
  const fourier = new Fourier(size);
  fourier.forward(numbers);
  for (let k = 0; k < size; k++) {
    let [re, im] = [0, 0];
    given.forEach(([a, b], n) => {
      const angle = (-2 * Math.PI * k * n) / size;
      re += a * Math.cos(angle) - b * Math.sin(angle);
      im += a * Math.sin(angle) + b * Math.cos(angle);
    });
    expect(numbers.re[k]).toBeCloseTo(re, 10);
    expect(numbers.im[k]).toBeCloseTo(im, 10);
  }
  fourier.inverse(numbers);
  given.forEach(([a, b], n) => {
    expect(numbers.re[n]).toBeCloseTo(a, 12);
    expect(numbers.im[n]).toBeCloseTo(b, 12);
  });
});

const tone = Float64Array.from({ length: 4096 }, (_, i) => Math.SQRT2 * Math.sin(0.3 * i));

test("without noise a Wiener filter leaves a sound as it is", () => {
  for (const smoothing of [0, 0.9]) {
    const out = wienerFilter(tone, 1e-9, { frame: 256, smoothing });
    expect(errorPower(tone, out)).toBeLessThan(1e-4);
  }
});

test("a Wiener filter takes most of the noise off a tone, and more with the frame before", () => {
  const random = new Generator(1).stream("noise");
  const noisy = tone.map((value, i) => value + 0.6 * random.normal(i));
  const plain = gainOf(tone, noisy, wienerFilter(noisy, 0.36, { frame: 256, smoothing: 0 }));
  const smooth = gainOf(tone, noisy, wienerFilter(noisy, 0.36, { frame: 256, smoothing: 0.94 }));
  expect(plain).toBeGreaterThan(6);
  expect(smooth).toBeGreaterThan(plain + 3);
});

test("its gains go from -20 dB to 1, of each frequency of each frame", () => {
  const gains: Float64Array[] = [];
  wienerFilter(tone, 0.1, { frame: 128, smoothing: 0.9 }, (gain) => gains.push(gain));
  expect(gains).toHaveLength(4096 / 64 + 1);
  expect(gains.every((gain) => gain.length === 65 && gain.every((g) => g > 0.009 && g < 1))).toBe(true);
});
