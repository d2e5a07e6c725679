// What is drawn while a model runs, in a form that a plan can repeat with another seed.
import { defaultGenerator, Generator } from "../core/random.ts";
import { writeWords } from "../kernels/wasm/engine.ts";
import { currentRecorder, type Decision } from "../kernels/wasm/recorder.ts";
import { announce } from "../watch/watch.ts";
import { scratch } from "./step.ts";

/** The two words that key the draws of a purpose and serial. */
export function keyWords(generator: Generator, purpose: string, serial: number): [number, number] {
  const stream = generator.stream(purpose, serial);
  return [stream.uint32(0), stream.uint32(1)];
}

/** Takes the default generator's next serial number; where in step memory its two key words lie. */
export function drawKeys(purpose: string): number {
  const generator = defaultGenerator();
  const serial = generator.nextSerial();
  const address = scratch(8);
  writeWords(address, keyWords(generator, purpose, serial));
  currentRecorder()?.draws.push({ address, purpose, serial, seed: generator.seed });
  return address;
}

/** `count` draws, each true with the given probability; they may decide which operations run. */
export function drawDecisions(purpose: string, count: number, probability: number): boolean[] {
  const generator = defaultGenerator();
  const serial = generator.nextSerial();
  const outcomes = decide(generator, purpose, serial, probability, count);
  announce(purpose, [], []);
  currentRecorder()?.decisions.push({ purpose, serial, seed: generator.seed, probability, outcomes });
  return outcomes;
}

function decide(generator: Generator, purpose: string, serial: number, probability: number, count: number): boolean[] {
  const stream = generator.stream(purpose, serial);
  return Array.from({ length: count }, (_, i) => stream.uniform(i) < probability);
}

/** Whether a decision would fall alike with another seed. */
export function decidesAlike({ purpose, serial, probability, outcomes }: Decision, seed: number): boolean {
  const again = decide(new Generator(seed), purpose, serial, probability, outcomes.length);
  return again.every((outcome, i) => outcome === outcomes[i]);
}
