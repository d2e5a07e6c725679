import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { SoundBlock } from "../data/document.ts";
import { soundBlock } from "./sound-block.ts";

const block: SoundBlock = {
  kind: "sound",
  title: "A string",
  description: "Noisy, then cleaned.",
  sampleRate: 8000,
  sounds: [
    { label: "noisy <b>", role: "input", samples: Array.from({ length: 8000 }, (_, i) => Math.sin(i)) },
    { label: "cleaned", role: "model", samples: Array.from({ length: 4000 }, () => 0) },
  ],
};

test("each sound has its name, its length, its wave and a player that the keyboard reaches", () => {
  const { document } = parseHTML(`<body>${soundBlock(block).text}</body>`);
  const rows = Array.from(document.querySelectorAll("li"));
  expect(rows.map((row) => row.querySelector("p")?.textContent)).toEqual(["noisy <b> 1.0 s", "cleaned 0.5 s"]);
  const players = Array.from(document.querySelectorAll("audio"));
  expect(players.map((player) => player.getAttribute("aria-label"))).toEqual(["noisy <b>, 1.0 s", "cleaned, 0.5 s"]);
  expect(players.every((player) => player.hasAttribute("controls") && !player.hasAttribute("autoplay"))).toBe(true);
  const file = atob(players[0].getAttribute("src")!.replace("data:audio/wav;base64,", ""));
  expect([file.length, file.slice(0, 4)]).toEqual([44 + 16000, "RIFF"]);
  expect(rows.map((row) => row.querySelectorAll("svg path").length)).toEqual([1, 1]);
});

test("the wave lies within its picture, also where samples are louder than full", () => {
  const loud = { ...block, sounds: [{ ...block.sounds[0], samples: [0, 5, -5, 0.5] }] };
  const numbers = soundBlock(loud)
    .text.match(/ d="([^"]*)"/)![1]
    .match(/-?[\d.]+/g)!
    .map(Number);
  const ys = numbers.filter((_, i) => i % 2 === 1);
  expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...ys)).toBeLessThanOrEqual(44);
  expect(ys.every(Number.isFinite)).toBe(true);
});

test("what cannot be played is refused", () => {
  const [one] = block.sounds;
  const start = 'documentPage: the sound block "A string": ';
  expect(() => soundBlock({ ...block, sampleRate: 50 })).toThrow(
    `${start}its sample rate is 50; it must be a whole number from 3,000 to 192,000.`,
  );
  expect(() => soundBlock({ ...block, sounds: [] })).toThrow(`${start}there are no sounds.`);
  expect(() => soundBlock({ ...block, sounds: [{ ...one, samples: [] }] })).toThrow('"noisy <b>" has no samples.');
  expect(() => soundBlock({ ...block, sounds: [{ ...one, samples: [0, Number.NaN] }] })).toThrow(
    '"noisy <b>": sample 2 is NaN; all must be finite numbers.',
  );
  const long = { ...one, samples: new Array<number>(1_000_001).fill(0) };
  expect(() => soundBlock({ ...block, sounds: [long] })).toThrow(
    "it has 1,000,001 samples, more than the 1,000,000 that a page may hold.",
  );
  expect(() => soundBlock({ ...block, sounds: [{ ...one, role: "loud" as "model" }] })).toThrow('has the role "loud"');
});
