import { noGrad, tensor, withSeed } from "recurra";
import { expect, test } from "vitest";
import { settingsOf } from "../lab/options.ts";
import { Cleaner, countSteps, cutFrames } from "./cleaner.ts";
import { options } from "./settings.ts";

const settings = settingsOf(options, { hop: 16, hidden: 4 });
const samples = Float64Array.from({ length: 150 }, (_, i) => Math.sin(i) + Math.cos(i * i));

function frames(given: Float64Array, hop = 16) {
  return tensor(cutFrames(given, hop), [1, countSteps(given.length, hop) + 1, 2 * hop]);
}

test("filters that let all through give back the samples that go in, whatever their number", () => {
  const model = withSeed(1, () => new Cleaner(settings, 1));
  model.gate.bias!.value = new Float32Array(16).fill(40);
  for (const length of [16, 100, 150]) {
    const given = samples.subarray(0, length);
    const out = noGrad(() => model.forward(frames(given)).toArray());
    expect(out.length).toBe(16 * Math.ceil(length / 16));
    for (const [i, sample] of given.entries()) expect(out[i]).toBeCloseTo(sample, 5);
  }
  model.dispose();
});

test("a step does not hear what comes later than the frame that it reads", () => {
  const model = withSeed(1, () => new Cleaner(settings, 0.3));
  const out = (given: Float64Array) => Array.from(noGrad(() => model.forward(frames(given)).toArray()));
  const changed = samples.map((sample, i) => (i >= 96 ? 9 : sample));
  expect(out(changed).slice(0, 80)).toEqual(out(samples).slice(0, 80));
  expect(out(changed).slice(80, 96)).not.toEqual(out(samples).slice(80, 96));
  model.dispose();
  const both = withSeed(1, () => new Cleaner({ ...settings, bidirectional: true }, 0.3));
  const whole = (given: Float64Array) => Array.from(noGrad(() => both.forward(frames(given)).toArray()));
  expect(whole(changed).slice(0, 16)).not.toEqual(whole(samples).slice(0, 16));
  both.dispose();
});

test("filters that begin at random do not give back the samples", () => {
  const model = withSeed(1, () => new Cleaner({ ...settings, filters: "random" }, 1));
  model.gate.bias!.value = new Float32Array(16).fill(40);
  const out = noGrad(() => model.forward(frames(samples)).toArray());
  expect(Math.max(...samples.map((sample, i) => Math.abs(out[i] - sample)))).toBeGreaterThan(0.5);
  model.dispose();
});
