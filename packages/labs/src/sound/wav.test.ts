import { DataError } from "recurra";
import { Generator } from "recurra/core";
import { expect, test } from "vitest";
import { writeWav } from "./wav.fixture.ts";
import { readWav } from "./wav.ts";

const samples = [0, 0.5, -0.5, 1, -1, 0.25];

test.each([
  [1, 8, "8-bit PCM", 1],
  [1, 16, "16-bit PCM", 4],
  [1, 24, "24-bit PCM", 6],
  [1, 32, "32-bit PCM", 8],
  [3, 32, "32-bit floating point", 7],
  [3, 64, "64-bit floating point", 15],
])("form %i of %i bits is read as %s", (tag, bits, form, digits) => {
  for (const extensible of [false, true]) {
    const wav = readWav(writeWav(samples, { tag, bits, extensible }), "a.wav", 10);
    expect(wav).toMatchObject({ rate: 8000, channels: 1, form, length: 6 });
    for (const [i, sample] of samples.entries()) expect(wav.samples[i]).toBeCloseTo(sample, digits);
  }
});

test("the mean of the channels is taken, and no more than so many seconds", () => {
  const stereo = readWav(writeWav([1, 0, 0.5, -0.5], { channels: 2 }), "a.wav", 10);
  expect(stereo).toMatchObject({ channels: 2, length: 2 });
  expect(stereo.samples[0]).toBeCloseTo(0.5, 4);
  expect(stereo.samples[1]).toBeCloseTo(0, 4);
  const long = readWav(writeWav(new Array<number>(3000).fill(0.5), { rate: 1000 }), "a.wav", 2);
  expect([long.length, long.samples.length]).toEqual([3000, 2000]);
});

test("other chunks are passed over, and a sound that a pipe has written ends where the file does", () => {
  expect(readWav(writeWav(samples, { before: new Uint8Array(5) }), "a.wav", 10).length).toBe(6);
  expect(readWav(writeWav(samples, { dataLength: 0xffffffff }), "a.wav", 10).length).toBe(6);
  expect(readWav(writeWav(samples, { dataLength: 0 }), "a.wav", 10).length).toBe(6);
});

const text = (words: string) => Uint8Array.from(words, (letter) => letter.charCodeAt(0));

test.each([
  ["the file is empty", new Uint8Array()],
  ["this is no WAV: it does not begin as one", text("Date,Close\n2018-05-11,1\n")],
  ["this is an MP3 file", text("ID3\u0004\0\0\0\0\0\0\0\0\0\0\0\0")],
  ["this is an Ogg file", text("OggS\0\0\0\0\0\0\0\0\0\0\0\0")],
  ["this is a FLAC file", text("fLaC\0\0\0\0\0\0\0\0\0\0\0\0")],
  ["the file does not say how its sound is written", text("RIFF\0\0\0\0WAVEdata\u0004\0\0\0\0\0\0\0")],
  ["there is no sound in the file", writeWav([])],
  ["its sound is written as mu-law, which is not read", writeWav(samples, { tag: 7, bits: 8 })],
  ["its sound is written as form 4660, which is not read", writeWav(samples, { tag: 0x1234 })],
  ["its sound is written as 0-bit PCM, which is not read", writeWav([], { bits: 0 })],
  ["it says that a second has 0 samples; between 1,000 and 768,000 are read", writeWav(samples, { rate: 0 })],
  ["it says that it has 0 channels; 1 to 64 are read", writeWav(samples, { channels: 0, stride: 2 })],
  ["it says that a moment takes 3 bytes, but 1 channel of 16 bits take 2", writeWav(samples, { stride: 3 })],
  ["its sound breaks off: 4,000,000 bytes are announced and 12 are there", writeWav(samples, { dataLength: 4e6 })],
  ["sample 2 is NaN", writeWav([0, Number.NaN], { tag: 3, bits: 32 })],
])("%s", (problem, bytes) => {
  expect(() => readWav(bytes, "a.wav", 10)).toThrow(`a.wav: ${problem}.`);
  expect(() => readWav(bytes, "a.wav", 10)).toThrow(DataError);
});

test("whatever bytes stand in a file, it is read or refused in one line", () => {
  const whole = writeWav(new Array<number>(40).fill(0.5), { channels: 2 });
  const random = new Generator(1).stream("bytes");
  for (let trial = 0; trial < 2000; trial++) {
    const bytes = whole.slice(0, trial % 3 === 0 ? Math.floor(random.uniform(9 * trial) * whole.length) : whole.length);
    for (let change = 0; change < 3 && bytes.length > 0; change++) {
      const draw = (k: number) => random.uniform(9 * trial + 1 + 2 * change + k);
      bytes[Math.floor(draw(0) * Math.min(bytes.length, 48))] = Math.floor(256 * draw(1));
    }
    try {
      const wav = readWav(bytes, "a.wav", 10);
      expect(wav.samples.length).toBeLessThanOrEqual(bytes.length);
      expect(wav.samples.every(Number.isFinite)).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(DataError);
      expect((error as Error).message).not.toContain("\n");
    }
  }
});
