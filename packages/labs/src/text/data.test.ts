import { expect, test } from "vitest";
import { settingsOf } from "../lab/options.ts";
import { cutPieces, cutStretches, cutStrips, OTHER, PIECE, readText, WARM_UP } from "./data.ts";
import { options } from "./settings.ts";

const settings = settingsOf(options, { batch: 4, length: 10 });
const line = "The quick brown fox jumps over the lazy dog. ";
const long = line.repeat(200); // 9,000 characters, the last of them a space
const passage = readText({ name: "fox.txt", text: long }, settings);

test("a text is cut by place, and what is rare in the training part is one sign", () => {
  const { end, validation, test: testing, alphabet } = passage;
  expect([end, testing, validation]).toEqual([8999, 8100, 7201]);
  expect(alphabet[0]).toBe(OTHER);
  expect(alphabet.slice(1)).toEqual([...new Set(line)].sort());
  const rare = readText({ name: "a", text: `${long}Zebra` }, settings);
  expect(rare.signs.slice(-5).join("")).toBe(`${OTHER}ebra`);
  expect([...rare.codes.slice(-5)].map((code) => rare.alphabet[code])).toEqual([OTHER, "e", "b", "r", "a"]);
});

test("no more than the first characters that were asked for are read", () => {
  const few = readText({ name: "a", text: long }, { ...settings, characters: 6000 });
  expect([few.end, few.left, few.signs.join("")]).toEqual([6000, 2999, long.slice(0, 6000)]);
  expect(passage.left).toBe(0);
});

test("line ends are of one kind, and a mark of the file's end is no character", () => {
  const text = long.replaceAll(". ", ".\r\n");
  expect(readText({ name: "a", text: `\ufeff${text}\u001a` }, settings).signs.join("")).toBe(
    long.replaceAll(". ", ".\n").trim(),
  );
});

test("strips go on from stretch to stretch, and what follows each character is the next one in its strip", () => {
  const stretches = [...cutStrips(passage, 4, 10)];
  const strip = Math.floor((passage.validation - 1) / 4);
  expect(stretches).toHaveLength(Math.floor(strip / 10));
  expect(stretches.map(({ goesOn }) => goesOn).slice(0, 3)).toEqual([false, true, true]);
  const [first, second] = stretches;
  expect(first.x.shape).toEqual([4, 10]);
  for (let row = 0; row < 4; row++) {
    const at = row * strip;
    const joined = [first, second].flatMap(({ x }) => [...x.toArray().slice(row * 10, (row + 1) * 10)]);
    expect(joined).toEqual([...passage.codes.slice(at, at + 20)]);
    expect([...second.y.toArray().slice(row * 10, (row + 1) * 10)]).toEqual([...passage.codes.slice(at + 11, at + 21)]);
  }
});

test("pieces stand one after another, each with the characters before it to read first", () => {
  const { test: from, end, codes } = passage;
  const pieces = cutPieces(passage, from, end);
  expect(pieces.count).toBe(3);
  expect(pieces.starts).toEqual([from, from + PIECE, from + 2 * PIECE]);
  const [all, ...more] = [...cutStretches(pieces, 5)];
  expect(more).toEqual([]);
  const steps = WARM_UP + PIECE;
  expect(all.x.shape).toEqual([3, steps]);
  expect(all.before).toBe(WARM_UP);
  const start = from + PIECE;
  expect([...all.y.toArray().slice(steps + WARM_UP, 2 * steps)]).toEqual([...codes.slice(start, start + PIECE)]);
  expect([...all.x.toArray().slice(steps + WARM_UP, 2 * steps)]).toEqual([
    ...codes.slice(start - 1, start + PIECE - 1),
  ]);
  expect([...cutStretches(pieces, 2)].map(({ x }) => x.shape[0])).toEqual([2, 1]);
});

test("a text that is too short, or one character over and over, is refused by its name", () => {
  const read = (text: string) => () => readText({ name: "short.txt", text }, settings);
  expect(read("Once upon a time.")).toThrow(
    "short.txt: a text of 17 characters is too short for its parts: 15 to learn from and 1 each to choose and to test with. There have to be " +
      "500 and 500. Give a longer text, or choose another test, or a smaller batch.",
  );
  expect(read("a".repeat(9000))).toThrow("there is nothing to learn: the text has one character over and over.");
  expect(() => readText(undefined, settings)).toThrow("the lab needs a text, but none was given.");
});
