import { expect, test } from "vitest";
import { encodeText } from "./characters.ts";
import { makeDates } from "./data.ts";
import { knownFormats, unknownFormats } from "./formats.ts";
import { nearestMonths } from "./month-names.ts";

const counts = { train: 3000, validation: 300, test: 1000 };
const dates = makeDates(counts, 0.3, 5);

test("no date of the test or of validation is in training, and no format of the second test", () => {
  const learned = new Set(dates.train.map(({ iso }) => iso));
  expect(learned.size).toBe(3000);
  for (const part of ["validation", "known", "unknown"] as const) {
    expect(dates[part].filter(({ iso }) => learned.has(iso))).toEqual([]);
  }
  const validated = new Set(dates.validation.map(({ iso }) => iso));
  expect(dates.known.filter(({ iso }) => validated.has(iso))).toEqual([]);
  expect(dates.unknown.map(({ iso }) => iso)).toEqual(dates.known.map(({ iso }) => iso));
  const patterns = new Set(knownFormats.map(({ language, pattern }) => `${language} ${pattern}`));
  expect(unknownFormats.filter(({ language, pattern }) => patterns.has(`${language} ${pattern}`))).toEqual([]);
  expect(dates.unknown.every(({ format }) => unknownFormats.includes(format))).toBe(true);
  expect(dates.train.every(({ format }) => knownFormats.includes(format))).toBe(true);
});

test("texts are those of their formats and languages, in small letters or capitals at times", () => {
  const plain = makeDates(counts, 0, 5);
  const texts = (pattern: string, language: string) =>
    plain.train.filter(({ format }) => format.pattern === pattern && format.language === language);
  const forms: Readonly<Record<string, RegExp>> = {
    "en {Do} of {MMMM} {YYYY}": /^\d+(st|nd|rd|th) of [a-z]+ \d{4}$/i,
    "de {W}, {Do} {MMMM} {YYYY}": /^[a-z]+tag|mittwoch, \d+\. [a-zä]+ \d{4}$/i,
    "fr {Do} {MMMM} {YYYY}": /^(1er|\d+) [a-zéû]+ \d{4}$/i,
    "es {D} de {MMMM} de {YYYY}": /^\d+ de [a-z]+ de \d{4}$/i,
    "en {D}/{M}/{YY}": /^\d+\/\d+\/\d\d$/,
  };
  for (const [key, form] of Object.entries(forms)) {
    const found = texts(key.slice(3), key.slice(0, 2));
    expect(found.length).toBeGreaterThan(50);
    for (const { text } of found) expect(text).toMatch(form);
  }
  const share = (test: (text: string) => boolean) => plain.train.filter(({ text }) => test(text)).length / 3000;
  const worded = plain.train.filter(({ text }) => /[A-Z]/.test(text) && /[a-z]/.test(text)).length / 3000;
  expect(worded).toBeGreaterThan(0.3);
  expect(share((text) => /\p{L}/u.test(text) && text === text.toUpperCase())).toBeGreaterThan(0.02);
});

test("typing errors come at the rate that is asked for, and leave a month nearest to itself", () => {
  expect(makeDates(counts, 0, 5).train.some(({ typo }) => typo)).toBe(false);
  const long = dates.train.filter(({ format }) => /\{MMMM\}|\{W\}/.test(format.pattern));
  const share = long.filter(({ typo }) => typo).length / long.length;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.33);
  expect([...nearestMonths("Janaury")]).toEqual([1]);
  expect([...nearestMonths("ocotbre")]).toEqual([10]);
  expect([...nearestMonths("jui")].sort()).toEqual([6, 7]); // Juni and Juli without a letter: never written
});

test("the order of month and day in numbers can always be told", () => {
  for (const { text, iso, format } of [...dates.train, ...dates.known]) {
    if (format.pattern !== "{M}/{D}/{YYYY}") continue;
    expect(Number(text.split("/")[1])).toBeGreaterThan(12);
    expect(Number(text.split("/")[0])).toBe(Number(iso.slice(5, 7)));
  }
});

test("every character of every text has a number of its own", () => {
  for (const { text } of [...dates.train, ...dates.unknown]) expect(encodeText(text)).not.toContain(0);
  expect(encodeText("a!b")).toEqual([expect.any(Number), 0, expect.any(Number)]);
});

test("a date depends on the seed and its place, and not on how many there are", () => {
  expect(makeDates({ ...counts, train: 5 }, 0.3, 5).train).toEqual(dates.train.slice(0, 5));
  expect(makeDates({ ...counts, train: 5 }, 0.3, 6).train).not.toEqual(dates.train.slice(0, 5));
});
