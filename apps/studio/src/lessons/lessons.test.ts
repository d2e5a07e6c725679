import { readFileSync } from "node:fs";
import { type Lab, type LabContext, labs } from "@recurra/labs";
import { describe, expect, test, vi } from "vitest";
import { readLink, writeLink } from "../link/run-link.ts";
import { checkSettings, readLabSettings } from "../work/lab-work.ts";
import { lessons } from "./lessons.ts";
import { linkOfTry } from "./try-link.ts";

// What a build puts in.
vi.hoisted(() => vi.stubGlobal("__VERSION__", "0.1.0"));

/** What a lab reads, beside its settings. */
function contextOf({ bundled, data }: Lab): LabContext {
  if (data === undefined) return {};
  const name = bundled?.file ?? "aapl.csv";
  return { file: { name, text: readFileSync(new URL(`../../../../examples/data/${name}`, import.meta.url), "utf8") } };
}

test("every lab has a lesson, and no lesson is without its lab", () => {
  expect(Object.keys(lessons).sort()).toEqual(labs.map(({ name }) => name).sort());
});

describe.each(labs.filter(({ name }) => name in lessons).map((lab) => [lab.name, lab] as const))("%s", (name, lab) => {
  const { watch, tries, questions } = lessons[name];

  test("says what to watch in one to three sentences, and answers what is asked", () => {
    const sentences = watch.split(/[.!?](?:\s|$)/).filter((sentence) => sentence !== "");
    expect(sentences.length).toBeGreaterThanOrEqual(1);
    expect(sentences.length).toBeLessThanOrEqual(3);
    expect(questions.length).toBeGreaterThan(0);
    for (const { ask, answer } of questions) {
      expect(ask).toMatch(/\?$/);
      expect(answer).toMatch(/\.$/);
    }
  });

  test("has three things to try, each another run, with settings that the lab takes", () => {
    expect(tries).toHaveLength(3);
    const links = tries.map((one) => linkOfTry(name, one, "0.1.0"));
    expect(new Set(links.map(writeLink)).size).toBe(3);
    for (const link of links) {
      expect(readLink(writeLink(link))).toEqual(link);
      expect(checkSettings(name, link.settings)).toEqual({});
      expect(() => lab.start(readLabSettings(lab, link) as never, contextOf(lab))).not.toThrow();
      for (const [option, text] of Object.entries(link.settings)) {
        expect(text, `${option} is at its default`).not.toBe(String(lab.options[option].default));
      }
      if (link.dial === undefined) continue;
      expect(lab.dial).toBeDefined();
      expect(link.dial).toBeGreaterThanOrEqual(lab.dial!.least);
      expect(link.dial).toBeLessThanOrEqual(lab.dial!.most);
      expect(link.dial).not.toBe(lab.dial!.initial);
    }
  });
});
