import { expect, onTestFinished, test, vi } from "vitest";
import { fitted, textWidth, wrapped } from "./text-width.ts";

test("a text is wider with more and with wider characters, and in proportion to its size", () => {
  expect(textWidth("iii", 12)).toBeLessThan(textWidth("mmm", 12));
  expect(textWidth("recurra", 24)).toBeCloseTo(2 * textWidth("recurra", 12));
  expect(textWidth("循環", 12)).toBeGreaterThan(textWidth("ab", 12));
});

test("what fits is left alone, what does not is cut with an ellipsis until it fits", () => {
  expect(fitted("short", 12, 100)).toBe("short");
  const cut = fitted("a name that is much too long", 12, 100);
  expect(cut).toMatch(/^a name.*…$/);
  expect(textWidth(cut, 12)).toBeLessThanOrEqual(100);
});

test("lines break at spaces, and inside words that are wider than a line, and lose nothing", () => {
  const text = "a long name and averyveryverylongwordwithoutanyspace end";
  const lines = wrapped(text, 12, 80);
  expect(lines.every((line) => textWidth(line, 12) <= 80)).toBe(true);
  expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  expect(wrapped("one line", 12, 200)).toEqual(["one line"]);
  expect(wrapped("", 12, 200)).toEqual([]);
  expect(wrapped("mm", 12, 1)).toEqual(["m", "m"]);
});

/** How often a sign was looked at. */
function looksOf(work: () => unknown): number {
  const looks = vi.spyOn(RegExp.prototype, "test");
  onTestFinished(() => looks.mockRestore());
  work();
  const count = looks.mock.calls.length;
  looks.mockRestore();
  return count;
}

const LONG = 100_000;
const texts = [
  ["without a space", "W".repeat(LONG)],
  ["of words", "some words ".repeat(LONG / 11)],
  ["of narrow signs", "i".repeat(LONG)],
  ["of other scripts", "循".repeat(LONG)],
];

test.each(texts)("a text %s of 100,000 signs is measured, cut and broken by looking at a few of them", (_, text) => {
  expect(looksOf(() => textWidth(text, 12))).toBeLessThan(12_000);
  expect(looksOf(() => fitted(text, 12, 600))).toBeLessThan(3000);
  expect(looksOf(() => wrapped(text, 12, 200))).toBeLessThan(8000);
  expect(textWidth(fitted(text, 12, 600), 12)).toBeLessThanOrEqual(600);
});

test("what goes on behind the last line is cut, and says so", () => {
  for (const [, text] of texts) {
    const lines = wrapped(text, 12, 200);
    expect(lines).toHaveLength(6);
    expect(lines.every((line) => textWidth(line, 12) <= 200)).toBe(true);
    expect(lines[5]).toMatch(/…$/);
  }
});

test("texts are cut and broken where they were when each piece was measured anew", () => {
  const whole = (text: string, width: number) => textWidth(text, 12) <= width;
  const all = ["a name that is much too long", "mmm iii WWW @@ long", "Ünïcode mit Wörtern 循環 ok", "x".repeat(70)];
  for (const text of all) {
    for (let width = 5; width < 300; width += 3) {
      const cut = fitted(text, 12, width);
      if (whole(text, width)) expect(cut).toBe(text);
      else {
        const kept = Array.from(cut).length - 1;
        const longer = Array.from(text)
          .slice(0, kept + 1)
          .join("");
        expect(whole(`${longer}…`, width) && longer.trimEnd() === longer).toBe(false);
      }
      const lines = wrapped(text, 12, width, 100);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      for (const line of lines) expect(whole(line, width) || Array.from(line).length === 1).toBe(true);
    }
  }
});
