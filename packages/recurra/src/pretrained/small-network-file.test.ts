import { afterEach, expect, test } from "vitest";
import { RecurraError } from "../core/errors.ts";
import { Generator, withSeed } from "../core/random.ts";
import { SeasonNetwork } from "../nn/networks/season-network.ts";
import { readSmallNetwork, writeSmallNetwork } from "./small-network-file.ts";

const made: SeasonNetwork[] = [];
afterEach(() => {
  for (const network of made.splice(0)) network.dispose();
});

/** A network whose every number is drawn. */
function networkOf(hiddenSize = 3): SeasonNetwork {
  const network = withSeed(1, () => new SeasonNetwork({ cell: "gru", hiddenSize, quantiles: 3 }));
  made.push(network);
  const draws = new Generator(2).stream("small network");
  let i = 0;
  for (const parameter of network.parameters()) parameter.value = parameter.value.map(() => draws.normal(i++));
  return network;
}

function read(bytes: Uint8Array): SeasonNetwork {
  const network = readSmallNetwork(bytes, "w");
  made.push(network);
  return network;
}

const weightsOf = (network: SeasonNetwork) => network.parameters().map(({ value }) => [...value]);

test("each row of a matrix is whole numbers to 127 times a unit of its own, halves away from zero; vectors stay as they are", () => {
  const network = networkOf(4);
  const first = network.embed.weight.value;
  first.fill(0, 0, 98); // two rows: one of zeros, one that shows the rule
  first.set([127 / 8, 2.5 / 8, -2.5 / 8, 2.4375 / 8], 49);
  network.embed.weight.value = first;
  const again = read(writeSmallNetwork(network));
  const loaded = again.embed.weight.value;
  expect([...loaded.subarray(0, 49)]).toEqual(new Array(49).fill(0));
  expect([...loaded.subarray(49, 54)]).toEqual([127 / 8, 3 / 8, -3 / 8, 2 / 8, 0]);
  expect(again.embed.bias!.value).toEqual(network.embed.bias!.value);
  const hidden = network.recurrent.parameters()[1]!;
  const own = again.recurrent.parameters()[1]!.value;
  for (let row = 0; row < 12; row++) {
    const before = hidden.value.slice(4 * row, 4 * row + 4);
    const scale = Math.fround(Math.max(...before.map(Math.abs)) / 127);
    before.forEach((weight, i) => {
      const code = Math.sign(weight) * Math.floor(Math.abs(weight) / scale + 0.5);
      expect(own[4 * row + i]).toBe(Math.fround(code * scale));
    });
  }
});

test("what was read once is written to the same bytes, and is in evaluation mode", () => {
  const once = read(writeSmallNetwork(networkOf()));
  const bytes = writeSmallNetwork(once);
  expect(weightsOf(read(bytes))).toEqual(weightsOf(once));
  expect(once.training).toBe(false);
  expect(once.forward).toBeTypeOf("function");
});

test("whichever byte is changed or missing, a file is refused with an error of the library, or is the same network", () => {
  const bytes = writeSmallNetwork(networkOf());
  const weights = weightsOf(read(bytes));
  let refused = 0;
  for (let at = 0; at < bytes.length; at++) {
    for (const changed of [
      bytes.slice().fill(bytes[at]! ^ (1 << (at % 8)), at, at + 1),
      at % 7 === 0 ? bytes.slice(0, at) : undefined,
    ]) {
      if (!changed) continue;
      try {
        expect(weightsOf(readSmallNetwork(changed, "w"))).toEqual(weights);
      } catch (error) {
        if (!(error instanceof RecurraError)) throw error;
        refused++;
      }
    }
  }
  expect(refused).toBeGreaterThan(bytes.length);
});

test("a file of another kind is refused in a sentence", () => {
  const text = new TextDecoder("latin1").decode(writeSmallNetwork(networkOf()));
  const bytes = Uint8Array.from(text.replace("recurra-small/1", "recurra-small/2"), (sign) => sign.charCodeAt(0));
  expect(() => readSmallNetwork(bytes, "w")).toThrow(
    'w: the network cannot be used: its format is not "recurra-small/1". Take the file as it was made, or copy it again.',
  );
});
