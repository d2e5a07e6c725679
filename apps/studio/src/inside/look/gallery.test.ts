import type { OpenedNetwork } from "recurra/inside";
import { expect, test } from "vitest";
import { keepLast } from "./gallery.ts";

const network = (title: string, loss = 0): OpenedNetwork => ({ title, loss, layers: [], lines: [] });
const all = (...networks: OpenedNetwork[]): string[] =>
  networks.reduce<readonly OpenedNetwork[]>(keepLast, []).map(({ title, loss }) => `${title} ${loss}`);

test("the last of each title is kept, in the place of the first", () => {
  expect(all(network("GRU", 1), network("LSTM", 2), network("GRU", 3))).toEqual(["GRU 3", "LSTM 2"]);
});

test("of more than six the oldest goes", () => {
  expect(all(...["a", "b", "c", "d", "e", "f", "g"].map((title) => network(title)))).toEqual([
    "b 0",
    "c 0",
    "d 0",
    "e 0",
    "f 0",
    "g 0",
  ]);
});
