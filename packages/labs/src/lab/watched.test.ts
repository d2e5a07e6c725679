import type { Block } from "@recurra/report";
import { expect, test } from "vitest";
import type { LabView } from "./lab.ts";
import { Watched } from "./watched.ts";

const dial = { label: "noise", least: 0, most: 1.5, step: 0.1, initial: 0.3, effect: "." };

function network() {
  const freed = { times: 0 };
  return { freed, dispose: () => void freed.times++ };
}

test("a run that nobody watches frees its networks at its end, and hands nothing over", () => {
  const watched = new Watched({});
  const [a, b] = [watched.keep(network()), watched.keep(network())];
  watched.show(() => []);
  watched.drop(a);
  expect([a.freed.times, b.freed.times]).toEqual([1, 0]);
  expect(watched.handOver()).toEqual({});
  watched.dispose();
  watched.dispose();
  expect([a.freed.times, b.freed.times]).toEqual([1, 1]);
});

test("networks that are watched live until who watches lets them go, once", () => {
  const watched = new Watched({ watch: () => {} });
  const one = watched.keep(network());
  watched.show(() => []);
  watched.drop(one);
  const { view } = watched.handOver();
  watched.dispose();
  expect(one.freed.times).toBe(0);
  view!.dispose();
  view!.dispose();
  expect(one.freed.times).toBe(1);
});

test("a run that fails before it handed anything over frees what is watched, too", () => {
  const watched = new Watched({ watch: () => {} });
  const one = watched.keep(network());
  watched.show(() => []);
  watched.dispose();
  expect(one.freed.times).toBe(1);
});

test("the dial is at its initial place unless turned, and within its ends", () => {
  const views: LabView[] = [];
  const drawn: number[] = [];
  new Watched({ watch: (next) => views.push(next) }, dial).show((at): readonly Block[] => {
    drawn.push(at);
    return [];
  });
  for (const at of [undefined, 1, -2, 99, Number.NaN]) views[0].draw(at);
  expect(drawn).toEqual([0.3, 1, 0, 1.5, 0.3]);
});
