import type { SoundBlock, TableBlock } from "@recurra/report";
import { expect, test } from "vitest";
import { finished } from "../lab/lab.ts";
import { settingsOf } from "../lab/options.ts";
import { sound } from "./sound.ts";
import { writeWav } from "./wav.fixture.ts";

const small = settingsOf(sound.options, { train: 9, test: 6, batch: 3, hidden: 6, hop: 64, epochs: 3 });

function tone(seconds: number): Uint8Array {
  return writeWav(Array.from({ length: 8000 * seconds }, (_, i) => 0.3 * Math.sin(0.2 * i)));
}

test("a network that has learned little is cleaner than the noise, and a Wiener filter is cleaner than it", async () => {
  const { results, report, scores, summary } = await finished(sound.start(small));
  const test = results.test as { gain: number; filters: Record<string, { gain: number; network: string }> };
  expect(test.gain).toBeGreaterThan(3);
  expect(test.filters.noisyInput).toMatchObject({ gain: 0, network: "better" });
  expect(test.filters.wiener.gain).toBeGreaterThan(test.filters.plainWiener.gain);
  expect(test.filters.plainWiener.gain).toBeGreaterThan(test.filters.movingAverage.gain);
  expect(test.filters.wiener.network).toBe("worse");
  expect(report.verdict).toMatchObject({ tone: "even", outcome: "The Wiener filter is cleaner" });
  expect(report.verdict!.sentences[0]).toMatch(
    /^On 6 melodies that it has not heard, a GRU of 6 units takes [\d.]+ dB off the error; the best of the filters \(Wiener filter\) takes [\d.]+ dB\. The difference is more than chance \(p [<=] [\d.]+\)\.$/,
  );
  expect(scores[0]).toMatchObject({ main: true, samples: 6 * 8192, task: "other melodies" });
  expect(scores[0].methods[0]).toEqual({
    name: "network",
    kind: "model",
    values: [test.gain, (results.test as { mse: number }).mse],
  });
  const table = summary[0] as TableBlock;
  expect(table.rows.map(({ cells }) => cells[0])).toEqual([
    "GRU of 6 units",
    "the noisy sound itself",
    expect.stringMatching(/^moving average of \d samples?$/),
    "Wiener filter, each frame by itself",
    "Wiener filter",
  ]);
});

test("the page has four sounds of each instrument, no louder than full, and of a file of one's own", async () => {
  const bytes = tone(0.5);
  const { report, results, scores } = await finished(
    sound.start({ ...small, epochs: 1 }, { sound: { name: "a.wav", bytes } }),
  );
  const blocks = report.sections[0].blocks.filter((block): block is SoundBlock => block.kind === "sound");
  expect(blocks.map(({ title }) => title)).toEqual([
    "A plucked string",
    "A voice",
    "An organ",
    "A bell, an instrument not heard in training",
    "a.wav",
  ]);
  for (const { sounds, sampleRate } of blocks) {
    expect(sampleRate).toBe(8000);
    expect(sounds.map(({ label }) => label)).toEqual(["noisy", "GRU of 6 units", "Wiener filter", "clean"]);
    expect(Math.max(...sounds.flatMap(({ samples }) => samples.map(Math.abs)))).toBeCloseTo(0.95, 10);
  }
  expect(blocks[4].sounds[0].samples).toHaveLength(4000);
  expect(results.own).toMatchObject({ seconds: 0.5 });
  expect(scores.at(-1)).toMatchObject({ task: "a sound of one's own", over: "a.wav", samples: 4000 });
  expect(report.verdict!.sentences[2]).toMatch(/^Of a\.wav it takes .* One sound is no test\.$/);
});

test("a file that is no WAV is refused before anything is trained", () => {
  const bytes = Uint8Array.of(1, 2, 3);
  expect(() => sound.start(small, { sound: { name: "a.wav", bytes } })).toThrow("a.wav: this is no WAV");
});

test("the same seed gives the same numbers on any number of threads, another seed others", async () => {
  const run = async (seed: number, threads: number) =>
    (await finished(sound.start({ ...small, epochs: 1, seed }, { threads }))).results;
  const once = await run(0, 1);
  expect(await run(0, 2)).toEqual(once);
  expect((await run(1, 1)).gain).not.toBe(once.gain);
});

test("a network that reads from both ends is said to read all", async () => {
  const { report, summary } = await finished(sound.start({ ...small, epochs: 1, bidirectional: true }));
  expect((summary[0] as TableBlock).rows[0].cells.at(-1)).toBe("all");
  expect(report.verdict!.sentences.at(-1)).toBe("It reads the whole sound, forwards and backwards.");
});
