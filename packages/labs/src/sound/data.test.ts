import { expect, test } from "vitest";
import { addNoise, LENGTH, makeSounds, meanSquare, noisePower } from "./data.ts";
import { playNote, RATE } from "./instruments.ts";

const counts = { train: 40, validation: 6, test: 12, unseen: 4 };
const sounds = makeSounds(counts, 3);

test("no melody of the test, of validation or of the unseen instrument is heard in training, and no bell", () => {
  const heard = new Set(sounds.train.map(({ melody }) => melody.join(" ")));
  for (const part of ["validation", "test", "unseen"] as const) {
    for (const { melody } of sounds[part]) expect(heard.has(melody.join(" "))).toBe(false);
  }
  const validated = new Set(sounds.validation.map(({ melody }) => melody.join(" ")));
  for (const { melody } of sounds.test) expect(validated.has(melody.join(" "))).toBe(false);
  expect(new Set(sounds.train.map(({ instrument }) => instrument))).toEqual(new Set(["string", "voice", "organ"]));
  expect(new Set(sounds.unseen.map(({ instrument }) => instrument))).toEqual(new Set(["bell"]));
});

test("where few melodies are left, the test's are drawn until they are others than those of training", () => {
  const many = makeSounds({ train: 1500, validation: 3, test: 60, unseen: 3 }, 0);
  const heard = new Set(many.train.map(({ melody }) => melody.join(" ")));
  expect(many.test.some(({ melody }) => heard.has(melody.join(" ")))).toBe(false);
  expect(many.test).toHaveLength(60);
});

test("a sound has a power of 1, three to five notes, and depends on the seed and its place alone", () => {
  for (const { samples, melody } of sounds.train) {
    expect(samples.length).toBe(LENGTH);
    expect(meanSquare(samples)).toBeCloseTo(1, 10);
    expect(melody.length).toBeGreaterThanOrEqual(3);
    expect(melody.length).toBeLessThanOrEqual(5);
  }
  expect(makeSounds({ ...counts, train: 5 }, 3).train).toEqual(sounds.train.slice(0, 5));
  expect(makeSounds({ ...counts, train: 5 }, 4).train[0].samples).not.toEqual(sounds.train[0].samples);
});

/** The lag at which a note is most like itself, of those near a period. */
function findPeriod(samples: Float64Array, near: number): number {
  let [best, found] = [0, 0];
  for (let lag = Math.floor(0.7 * near); lag <= 1.4 * near; lag++) {
    let sum = 0;
    for (let i = 500; i < 3000; i++) sum += samples[i] * samples[i + lag];
    if (sum > best) [best, found] = [sum, lag];
  }
  return found;
}

test.each(["string", "voice", "organ"] as const)("a %s plays the note that it is given", (instrument) => {
  for (const frequency of [131, 220, 330, 523]) {
    const note = playNote(instrument, frequency, 4096, (i) => ((i * 7919) % 1000) / 1000);
    expect(Math.abs(findPeriod(note, RATE / frequency) - RATE / frequency)).toBeLessThan(1);
    expect(note.every(Number.isFinite)).toBe(true);
  }
});

test("noise has the power that is asked for, and each take other noise", () => {
  const [one, other] = [0, 1].map((take) =>
    addNoise(sounds.test[0].samples, noisePower(5), { seed: 1, purpose: "test", index: 0, take }),
  );
  const noise = one.map((value, i) => value - sounds.test[0].samples[i]);
  expect(10 * Math.log10(1 / meanSquare(noise))).toBeCloseTo(5, 0);
  expect(other).not.toEqual(one);
});
