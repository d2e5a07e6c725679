// What holds for every lab: it gives its memory back however it ends, and it can be called off after its last epoch too.
import { readFileSync } from "node:fs";
import { type Block, documentPage } from "@recurra/report";
import { explain, type OpenedNetwork } from "recurra/inside";
import { memoryUse } from "recurra/tensor";
import { afterEach, describe, expect, test, vi } from "vitest";
import { finished, type Lab, type LabContext, type LabView, labs, settingsOf } from "./index.ts";
import { small } from "./small-settings.fixture.ts";

const file = {
  name: "aapl.csv",
  text: readFileSync(new URL("../../../examples/data/aapl.csv", import.meta.url), "utf8"),
};

const files: Record<string, { name: string; text: string }> = {
  "alice.txt": {
    name: "alice.txt",
    text: readFileSync(new URL("../../../examples/data/alice.txt", import.meta.url), "utf8").slice(0, 9000),
  },
};

/** Labs that one score sums up; the others have several tasks. */
const summedUp = [
  "denoise",
  "signal",
  "stock",
  "compare",
  "direction",
  "cells",
  "made-series",
  "text",
  "sentiment",
  "translate",
  "sound",
];

function start(lab: Lab, context: LabContext = {}) {
  const given = files[lab.bundled?.file ?? ""] ?? file;
  return lab.start(
    settingsOf(lab.options, small[lab.name]),
    lab.data === undefined ? context : { ...context, file: given },
  );
}

afterEach(() => vi.restoreAllMocks());

describe.each(labs.map((lab) => [lab.name, lab] as const))("the lab %s", (_name, lab) => {
  test("gives the memory of its networks back when it ends, when it is called off and when nobody goes on with it", async () => {
    const before = memoryUse().parameters;
    const phases: string[] = [];
    await finished(start(lab), ({ phase }) => phases.push(phase));
    expect(phases.length).toBeGreaterThan(0);
    expect(memoryUse().parameters).toBe(before);

    const controller = new AbortController();
    const off = finished(start(lab, { signal: controller.signal }), () => controller.abort(new Error("enough")));
    await expect(off).rejects.toThrow("enough");
    expect(memoryUse().parameters).toBe(before);

    for await (const _epoch of start(lab)) break;
    expect(memoryUse().parameters).toBe(before);

    // Watched, but never handed over.
    for await (const _epoch of start(lab, { watch: () => {} })) break;
    expect(memoryUse().parameters).toBe(before);
  });
});

test.each(labs.map((lab) => [lab.name, lab] as const))(
  "%s scores its networks beside naive answers, with a value of each for every measure",
  async (_name, lab) => {
    const { scores } = await finished(start(lab));
    expect(scores.length).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(scores))).toEqual(scores);
    expect(scores.filter(({ main }) => main).length).toBe(summedUp.includes(lab.name) ? 1 : 0);
    for (const { samples, measures, methods } of scores) {
      expect(samples).toBeGreaterThan(0);
      expect(new Set(methods.map(({ kind }) => kind))).toEqual(new Set(["model", "naive"]));
      expect(new Set(methods.map(({ name }) => name)).size).toBe(methods.length);
      for (const { values } of methods) expect(values).toHaveLength(measures.length);
    }
  },
);

/** Labs that compute for long after their last epoch. */
const long = labs.filter(({ name }) =>
  ["denoise", "signal", "stock", "direction", "text", "translate", "sound"].includes(name),
);

test.each(long.map((lab) => [lab.name, lab] as const))("%s can be called off while it predicts", async (_name, lab) => {
  let clock = 0;
  vi.spyOn(performance, "now").mockImplementation(() => {
    clock += 50; // every piece of work seems long enough for a turn of the event loop after it
    return clock;
  });
  const controller = new AbortController();
  const run = finished(start(lab, { signal: controller.signal }), ({ epoch, epochs }) => {
    if (epoch === epochs) setTimeout(() => controller.abort(new Error("enough")));
  });
  await expect(run).rejects.toThrow("enough");
});

test.each(labs.map((lab) => [lab.name, lab] as const))(
  "%s tells of its steps, draws its network at any of them and after the end, by its dial, and finds the same as without",
  async (_name, lab) => {
    let draw: LabView["draw"] | undefined;
    let steps = 0;
    const before = memoryUse().parameters;
    // Anywhere on the dial, another place each time.
    const turned = lab.dial && [lab.dial.least, lab.dial.most, lab.dial.initial];
    const pictures: Block[] = [];
    const watched = await finished(
      start(lab, {
        watch: (view) => {
          draw = view.draw;
        },
        onStep: () => {
          if (steps++ % 5 === 0) pictures.push(...(draw?.(turned?.[steps % 3]) ?? []));
        },
      }),
    );
    expect(steps).toBeGreaterThan(1);
    expect(pictures.length).toBeGreaterThan(0);
    const sections = [{ heading: "now", blocks: pictures.slice(0, 8) }];
    expect(documentPage({ title: "now", lead: "now", sections })).toContain("<svg");
    const { least, most, initial } = lab.dial!;
    const [low, high, first] = [least, most, undefined].map((at) => JSON.stringify(watched.view!.draw(at)));
    expect(low).not.toBe(high);
    expect(first).toBe(JSON.stringify(watched.view!.draw(initial)));
    watched.view?.dispose();
    expect(memoryUse().parameters, "what is watched is freed").toBe(before);
    const { results, model, view } = await finished(start(lab));
    expect(view).toBeUndefined();
    expect(withoutSeconds(watched.results)).toEqual(withoutSeconds(results));
    expect(watched.model).toEqual(model);
  },
);

/** Without what a clock said. */
function withoutSeconds(results: unknown): unknown {
  return JSON.parse(JSON.stringify(results, (key, value) => (/seconds/i.test(key) ? undefined : value)));
}

test.each(labs.map((lab) => [lab.name, lab] as const))(
  "%s opens its networks over a sequence at any step, explains their numbers, and finds the same as without",
  async (_name, lab) => {
    const before = memoryUse().parameters;
    let view: LabView | undefined;
    const seen: OpenedNetwork[] = [];
    let steps = 0;
    const watched = await finished(
      start(lab, {
        watch: (next) => {
          view = next;
        },
        onStep: () => {
          const dial = lab.dial && [lab.dial.least, lab.dial.most][steps % 2];
          if (steps++ % 7 === 0 && view?.inside)
            seen.push(view.inside({ sequence: steps, ...(dial !== undefined && { dial }) }));
        },
      }),
    );
    expect(seen.length).toBeGreaterThan(0);
    if (watched.view?.inside) seen.push(watched.view.inside());
    for (const { layers, lines, stepNames, loss, title } of seen) {
      const length = Math.max(...layers.map(({ from, steps: own }) => from + own));
      expect(title).not.toBe("");
      expect(loss).toBeGreaterThanOrEqual(0);
      expect(lines.length).toBeGreaterThan(0);
      for (const { y } of lines) {
        expect(y.length).toBeGreaterThanOrEqual(length);
        expect(y.some((one) => one !== null)).toBe(true);
      }
      if (stepNames) expect(stepNames.length).toBeGreaterThanOrEqual(length);
      for (const layer of layers) {
        expect(layer.inputNames).toHaveLength(layer.inputSize);
        for (const { symbol } of [...layer.gates, ...layer.states]) {
          const { value, computed } = explain(layer, { symbol, unit: layer.hiddenSize - 1, t: layer.steps >> 1 });
          expect(Math.abs(value - computed)).toBeLessThan(1e-5 * Math.max(1, Math.abs(computed)));
        }
      }
    }
    watched.view?.dispose();
    expect(memoryUse().parameters).toBe(before);
    const { results, model } = await finished(start(lab));
    expect(withoutSeconds(watched.results)).toEqual(withoutSeconds(results));
    expect(watched.model).toEqual(model);
  },
);
