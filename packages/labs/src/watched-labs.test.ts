// What a page sees of a lab is nothing that the lab knows of: every lab learns the same to the bit, and leaves no memory behind.
import { readFileSync } from "node:fs";
import { memoryUse } from "recurra/tensor";
import { expect, test } from "vitest";
import { labs } from "./index.ts";
import type { Lab, LabContext, LabView } from "./lab/lab.ts";
import { settingsOf } from "./lab/options.ts";
import { small } from "./small-settings.fixture.ts";

function fileOf({ name, bundled, data }: Lab): LabContext {
  if (data === undefined) return {};
  const file = bundled?.file ?? "aapl.csv";
  const text = readFileSync(new URL(`../../../examples/data/${file}`, import.meta.url), "utf8");
  return { file: { name: file, text: name === "text" ? text.slice(0, 9000) : text } };
}

/** What it learns, step by step; `looks` looks at it after some of the steps, and at its end. */
async function learned(lab: Lab, looks: boolean): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let view: LabView | undefined;
  const look = (): void => {
    view?.draw();
    view?.draw(lab.dial?.most);
    view?.inside?.({ sequence: found.length % 3 });
  };
  const watch = (next: LabView): void => {
    view = next;
  };
  const run = lab.start(settingsOf(lab.options, small[lab.name]), {
    ...fileOf(lab),
    ...(looks && { watch }),
    onStep: ({ loss, norm }) => {
      found.push([loss, norm]);
      if (found.length % 41 === 1) look();
    },
  });
  for (;;) {
    const { done, value } = await run.next();
    if (!done) continue;
    if (value.view) view = value.view;
    look();
    value.view?.dispose();
    return [...found, value.model, value.scores];
  }
}

test.each(labs.map((lab) => [lab.name, lab] as const))(
  "to watch %s changes nothing of what it learns, and when nobody looks any more its networks are freed",
  async (_, lab) => {
    const before = memoryUse().parameters;
    const alone = await learned(lab, false);
    const watched = await learned(lab, true);
    expect(watched.length).toBeGreaterThan(2);
    expect(watched).toEqual(alone);
    expect(memoryUse().parameters).toBe(before);
  },
);
