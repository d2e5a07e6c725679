import { EncoderDecoder, withSeed } from "recurra";
import { expect, test } from "vitest";
import { forcedShare, makeEncoderDecoder, teacherForcingOption, writeSteps } from "./encoder-decoder.ts";

const settings = {
  cell: "gru",
  hidden: 3,
  layers: 2,
  bidirectional: true,
  dropout: 0.5,
  teacherForcing: "half",
} as const;

test("the option says what is read, and how often", () => {
  const { effect } = teacherForcingOption("half", "price");
  expect(effect).toBe("how often a decoder step reads the true price before it while training: always, half, never");
  expect((["always", "half", "never"] as const).map((teacherForcing) => forcedShare({ teacherForcing }))).toEqual([
    1, 0.5, 0,
  ]);
});

test("every setting of the network reaches it", () => {
  const built = withSeed(1, () => makeEncoderDecoder(settings));
  const options = {
    inputSize: 1,
    hiddenSize: 3,
    cell: "gru",
    numLayers: 2,
    bidirectional: true,
    dropout: 0.5,
  } as const;
  const wanted = withSeed(1, () => new EncoderDecoder({ ...options, teacherForcing: 0.5 }));
  const shapes = (model: EncoderDecoder) => model.namedParameters().map(([name, { shape }]) => [name, shape]);
  expect(shapes(built)).toEqual(shapes(wanted));
  expect(built.teacherForcing).toBe(0.5);
});

test("the first number written is the same with the truth and without, the next one reads the truth", () => {
  const model = withSeed(1, () => makeEncoderDecoder(settings)).eval();
  const window = Float64Array.of(0.5, 0.8, 1.1);
  const own = writeSteps(model, window, 3, undefined);
  const forced = writeSteps(model, window, 3, Float64Array.of(9, 9, 9));
  expect(own).toHaveLength(3);
  expect(forced[0]).toBe(own[0]);
  expect(forced[1]).not.toBe(own[1]);
  expect(forced[2]).not.toBe(own[2]);
});
