import fc from "fast-check";
import { expect, test } from "vitest";
import { LinkError, type RunLink, readLink, writeLink } from "./run-link.ts";

const run: RunLink = {
  version: "0.1.0",
  run: "lab/denoise",
  settings: { bidirectional: "true", hidden: "12" },
  seed: 3,
  mode: "fast",
  stop: 120,
};

test("a link says what is not at its default, and no more", () => {
  expect(writeLink(run)).toBe("v=0.1.0&run=lab%2Fdenoise&seed=3&mode=fast&stop=120&s.bidirectional=true&s.hidden=12");
  expect(writeLink({ version: "0.1.0", run: "forecast", settings: {}, seed: 0, mode: "strict" })).toBe(
    "v=0.1.0&run=forecast",
  );
});

test("the same run has the same link, in whatever order its settings were made", () => {
  const other = { ...run, settings: { hidden: "12", bidirectional: "true" } };
  expect(writeLink(other)).toBe(writeLink(run));
});

test("what was written is read, whatever names, files and texts there are", () => {
  const link = fc.record(
    {
      version: fc.constant("1.20.3-rc.1"),
      run: fc.constantFrom("forecast", "lab/made-series"),
      settings: fc.dictionary(
        fc.stringMatching(/^[a-z][A-Za-z]{0,8}$/),
        fc.string({ unit: "grapheme", maxLength: 20 }),
      ),
      seed: fc.nat(),
      mode: fc.constantFrom("strict" as const, "fast" as const),
      stop: fc.nat(),
      file: fc.record({ name: fc.constantFrom("a b.csv", "ä&=#%.csv"), sha256: fc.constant("0f".repeat(32)) }),
      dial: fc.integer({ min: -150, max: 20_000 }).map((hundredths) => hundredths / 100),
      controls: fc.constantFrom("none" as const, "play" as const),
    },
    { requiredKeys: ["version", "run", "settings", "seed", "mode"] },
  );
  fc.assert(
    fc.property(link, (one) => {
      // A text that no URL can bear is none that a form has.
      for (const text of Object.values(one.settings)) fc.pre(text.isWellFormed());
      expect(readLink(`#${writeLink(one)}`)).toEqual({ ...one, settings: { ...one.settings } });
    }),
  );
});

test("an empty fragment is no run, nor is that of the first page", () => {
  expect(readLink("#/")).toBeUndefined();
  expect(readLink("")).toBeUndefined();
  expect(readLink("#")).toBeUndefined();
});

test.each([
  ["run=forecast", "This link names no run: it lacks v."],
  ["v=0.1.0", "This link names no run: it lacks run."],
  ["v=0.1.0&run=lab/<b>", 'In this link run must be forecast, or lab/ and the name of a lab, not "lab/<b>".'],
  ["v=0.1.0&run=forecast&seed=-1", 'In this link seed must be a whole number from 0, not "-1".'],
  ["v=0.1.0&run=forecast&seed=1&seed=2", 'This link says "seed" twice.'],
  ["v=0.1.0&run=forecast&stop=1e9", 'In this link stop must be a whole number from 0, not "1e9".'],
  ["v=0.1.0&run=lab/denoise&dial=1e5", 'In this link dial must be a number such as 0.5, not "1e5".'],
  ["v=0.1.0&run=lab/denoise&dial=NaN", 'In this link dial must be a number such as 0.5, not "NaN".'],
  ["v=0.1.0&run=lab/denoise&dial=", 'In this link dial must be a number such as 0.5, not "".'],
  ["v=0.1.0&run=lab/denoise&controls=all", 'In this link controls must be none or play, not "all".'],
  ["v=0.1.0&run=forecast&file=a.csv", "This link names a file without its SHA-256, or the other way round."],
  ["v=0.1.0&run=forecast&s.__proto__=1", 'This link says "s.__proto__", which no run has.'],
  ["v=0.1.0&run=forecast&onload=alert(1)", 'This link says "onload", which no run has.'],
  [`v=0.1.0&run=forecast&s.a=${"x".repeat(9000)}`, "This link has 9025 signs; a run's has at most 8000."],
])("%#: what is no run is refused in a sentence", (fragment, message) => {
  expect(() => readLink(fragment)).toThrow(LinkError);
  expect(() => readLink(fragment)).toThrow(message);
});
