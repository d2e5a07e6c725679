import { describe, expect, test } from "vitest";
import { lessons } from "../../apps/studio/src/lessons/lessons.ts";
import { checks } from "./checks.mjs";
import { runsOf, weigh } from "./see.mjs";

/** All that a lesson says, questions too. */
const textOf = ({ watch, tries, questions }) =>
  [watch, ...tries.map(({ see }) => see), ...questions.flatMap(({ ask, answer }) => [ask, answer])].join(" ");

test("every lesson is held to what it says", () => {
  expect(Object.keys(checks).sort()).toEqual(Object.keys(lessons).sort());
});

describe.each(Object.keys(checks))("%s", (lab) => {
  const { claims, runs } = checks[lab];
  const { tries } = lessons[lab];

  test("has only checks of what it still says, word for word", () => {
    const text = textOf(lessons[lab]);
    for (const { says } of claims) expect(text).toContain(says);
  });

  test("has a check of what is seen of each thing to try that is another run", () => {
    const played = new Set(Object.values(runs).map(({ of }) => of));
    tries.forEach(({ settings, see }, i) => {
      if (settings === undefined) return;
      expect(played, see).toContain(i);
      const isSaid = claims.some(({ says }) => see.includes(says));
      expect(isSaid || see.endsWith("?"), `nothing of "${see}" is checked`).toBe(true);
    });
  });
});

test("all that is said of direction holds, with three seeds: a run of seconds", async () => {
  const runs = await runsOf("direction", checks.direction, lessons.direction);
  expect(weigh(checks.direction, runs).filter(({ isSo }) => !isSo)).toEqual([]);
});
