import { expect, test } from "vitest";
import { parameterCount } from "../network/model-file.ts";
import { makeNetwork } from "../network/network.ts";
import { widenLayer } from "./deep.ts";

test.each(["rnn", "lstm", "gru"] as const)(
  "the wide %s has as many weights as two layers, and not many more",
  (cell) => {
    const settings = { cell, hidden: 24, layers: 2, bidirectional: false, dropout: 0 };
    const deep = parameterCount(makeNetwork(2, settings));
    const wide = widenLayer(24, 2);
    expect(parameterCount(makeNetwork(2, { ...settings, layers: 1, hidden: wide }))).toBeGreaterThanOrEqual(deep);
    expect(parameterCount(makeNetwork(2, { ...settings, layers: 1, hidden: wide - 1 }))).toBeLessThan(deep);
  },
);
