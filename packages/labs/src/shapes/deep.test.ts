import { expect, test } from "vitest";
import { parameterCount } from "../model-file.ts";
import { network } from "../network.ts";
import { asWide } from "./deep.ts";

test.each(["rnn", "lstm", "gru"] as const)(
  "the wide %s has as many weights as two layers, and not many more",
  (cell) => {
    const settings = { cell, hidden: 24, layers: 2, bidirectional: false, dropout: 0 };
    const deep = parameterCount(network(2, settings));
    const wide = asWide(24, 2);
    expect(parameterCount(network(2, { ...settings, layers: 1, hidden: wide }))).toBeGreaterThanOrEqual(deep);
    expect(parameterCount(network(2, { ...settings, layers: 1, hidden: wide - 1 }))).toBeLessThan(deep);
  },
);
