import { afterEach, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { LinearPath } from "../linear/linear-path.ts";
import { setWeights } from "../training/best-weights.ts";
import { readTrainingState, type TrainingState, writeTrainingState } from "../training/index.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import { checkRefit } from "./refit-check.ts";
import type { RefitOptions } from "./settings/fit-options.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

/** Each value is a bend of the one before it, which no line shows and a network learns. */
const bent = [0.3];
while (bent.length < 240) bent.push(1 - 1.9 * Math.abs((bent.at(-1) as number) - 0.5));
const noise = new Generator(6).stream("noise");
const series = Series.fromColumns({ v: bent });
/** The same with a part that is nothing but noise, which a network forgets the bend over. */
const spoilt = Series.fromColumns({ v: bent.map((value, i) => (i < 120 || i >= 204 ? value : 3 * noise.normal(i))) });

const settings: ForecasterOptions = {
  ...{
    target: "v",
    model: "stepwise",
    season: "none",
    lookback: 4,
    horizon: 2,
    hiddenSize: 12,
    numLayers: 2,
    dropout: 0.1,
  },
  ...{ epochs: 12, batchSize: 8, learningRate: 0.02, linear: false },
};

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

async function fitted(options: Partial<ForecasterOptions> = {}, rows = 120): Promise<Forecaster> {
  const forecaster = new Forecaster({ ...settings, ...options });
  made.push(forecaster);
  for await (const _ of forecaster.fit(spoilt.slice(0, rows)));
  return forecaster;
}

async function refitted(scored: Forecaster, options: RefitOptions = {}, rows = spoilt): Promise<Forecaster> {
  const forecaster = await scored.refitted(rows, options);
  made.push(forecaster);
  return forecaster;
}

const weights = ({ network }: Forecaster) => network.namedParameters().map(([, one]) => [...one.toArray()]);

test("a refit that errs more on the last windows has the weights of the scored network, and the scales that belong to them", async () => {
  const scored = await fitted();
  const final = await refitted(scored);
  const { refit } = final.training;
  expect(refit?.taken).toBe("scored");
  expect(refit?.refitted).toBeGreaterThan(refit?.scored as number);
  expect(weights(final)).toEqual(weights(scored));
  expect(final.network).not.toBe(scored.network);
  const origins = Uint32Array.of(100, 180, 230);
  expect(final.predictAt(spoilt, origins)).toEqual(scored.predictAt(spoilt, origins));
  scored.dispose();
  expect(final.predictAt(spoilt, origins).every(Number.isFinite)).toBe(true);
});

test("what is kept in place of a refit is the same on every run, and from its file", async () => {
  const scored = await fitted({ linear: true });
  const final = await refitted(scored);
  expect(final.training.refit?.taken).toBe("scored");
  const again = await refitted(await fitted({ linear: true }));
  expect(writeForecaster(again)).toEqual(writeForecaster(final));
  const read = readForecaster(writeForecaster(final));
  made.push(read);
  expect(read.training).toEqual(final.training);
  expect(read.predict(spoilt)).toEqual(final.predict(spoilt));
  expect(read.predict(spoilt)).toEqual(read.predict(spoilt));
  const fromFile = readForecaster(writeForecaster(scored));
  made.push(fromFile);
  expect(writeForecaster(await refitted(fromFile))).toEqual(writeForecaster(final));
});

test("a checked refit goes on from wherever it was interrupted, to the same bytes", async () => {
  const scored = await fitted();
  const states: TrainingState[] = [];
  const checkpoint = { every: 0, save: (state: TrainingState): void => void states.push(state) };
  const whole = writeForecaster(await refitted(scored, { checkpoint }));
  for (const state of [states[0], states[Math.floor(states.length / 2)], states[states.length - 1]]) {
    const resume = readTrainingState(writeTrainingState(state)).state;
    expect(writeForecaster(await refitted(scored, { resume }))).toEqual(whole);
  }
});

test("the linear path of all rows stays beside the scored network", async () => {
  const scored = await fitted({ linear: true });
  const final = await refitted(scored, {}, spoilt);
  expect(final.training.refit?.taken).toBe("scored");
  expect(final.linear?.networkShare).toBe(scored.linear?.networkShare);
  expect(final.linear?.path).not.toEqual(scored.linear?.path);
});

test("a refit that errs no more is taken, with the errors of both", async () => {
  const scored = await fitted({ epochs: 3 });
  const final = await refitted(scored, {}, series);
  expect(final.training.refit?.taken).toBe("refitted");
  expect(weights(final)).not.toEqual(weights(scored));
});

test("who says how many epochs gets what they make", async () => {
  const scored = await fitted();
  const final = await refitted(scored, { epochs: 1 });
  expect(final.training.refit).toBeUndefined();
  expect(weights(final)).not.toEqual(weights(scored));
});

/** On values that rise by one each row, a fit whose network says: so much above the last value, beside a path that says the last value. */
async function saying(above: number) {
  const rising = Series.fromColumns({ v: Array.from({ length: 60 }, (_, row) => row) });
  const forecaster = new Forecaster({ ...settings, horizon: 1, epochs: 1 });
  made.push(forecaster);
  for await (const _ of forecaster.fit(rising));
  const { network, state } = forecaster;
  const say = (bias: number) => {
    const zeros = network.namedParameters().map(([name, one]): [string, Float32Array] => [name, one.toArray().fill(0)]);
    zeros.at(-1)?.[1].fill(bias);
    setWeights(network, new Map(zeros));
    return forecaster.predictAt(rising, Uint32Array.of(50))[0] - 49;
  };
  expect(zeroBias(network)).toBe(true);
  expect(say((above - say(0)) / (say(1) - say(0)))).toBeCloseTo(above, 4);
  const { lookback, skip } = state.settings;
  return {
    rising,
    settings: forecaster.settings,
    fitted: { ...state, lookback, skip, network, path: LinearPath.still(1), share: 0.5 },
  };
}

/** Whether the last parameter is one number, which the forecast of one row is moved by. */
function zeroBias(network: Forecaster["network"]): boolean {
  return network.namedParameters().at(-1)?.[1].toArray().length === 1;
}

test("a refit that makes the forecast lose to the linear path alone, where the scored network does not, is not taken", async () => {
  // Errors of the networks 1.2 and 1.5, but of the mean with a path that errs by 1: 1.1 and 0.25.
  const [scored, refit] = [await saying(2.5), await saying(-0.2)];
  const { summary } = checkRefit(scored.fitted, refit.fitted, refit.settings, refit.rising);
  expect(summary.refit?.taken).toBe("scored");
  expect(summary.refit?.refitted).toBeCloseTo(1.2, 3);
  expect(summary.refit?.scored).toBeCloseTo(1.5, 3);
  expect(summary.refit?.linear?.path).toBeCloseTo(1, 6);
  expect(summary.refit?.linear?.refitted).toBeCloseTo(1.1, 3);
  expect(summary.refit?.linear?.scored).toBeCloseTo(0.25, 3);
  expect(weightsAre(refit.fitted.network, scored.fitted.network)).toBe(true);
});

test("a refit that loses to the linear path alone no more than the scored network does is taken", async () => {
  const [scored, refit] = [await saying(-0.5), await saying(-0.2)];
  const { summary } = checkRefit(scored.fitted, refit.fitted, refit.settings, refit.rising);
  expect(summary.refit).toMatchObject({ taken: "refitted", linear: { path: 1 } });
});

function weightsAre(one: Forecaster["network"], other: Forecaster["network"]): boolean {
  const [own, others] = [one, other].map((each) => each.namedParameters().map(([, values]) => [...values.toArray()]));
  return JSON.stringify(own) === JSON.stringify(others);
}
