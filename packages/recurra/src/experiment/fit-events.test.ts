import { expect, test } from "vitest";
import type { Epoch, TrainStep } from "../training/index.ts";
import { type FitListener, fitEvents } from "./fit-events.ts";

const epochOf = (epoch: number): Epoch => ({
  ...{ epoch, trainLoss: 1, gradientNorm: 1, seconds: 1, best: true, learningRate: 1, threads: 1 },
});
const stepOf = (epoch: number, batch: number): TrainStep => ({ epoch, batch, loss: 1, norm: 1, threads: 1 });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A fit of three epochs of four batches, with a turn of the event loop after each; what it did is in `did`. */
function fitting(did: string[] = []) {
  return async function* ({ signal, onStep }: { signal?: AbortSignal; onStep?: (step: TrainStep) => void }) {
    try {
      for (let epoch = 1; epoch <= 3; epoch++) {
        for (let batch = 1; batch <= 4; batch++) {
          if (signal?.aborted) return "aborted";
          did.push(`${epoch}/${batch}`);
          onStep?.(stepOf(epoch, batch));
          await turn();
        }
        yield epochOf(epoch);
      }
      return "finished";
    } finally {
      did.push("end");
    }
  };
}

const listener = (more: Partial<FitListener<string>> = {}): FitListener<string> => ({
  signal: undefined,
  isWorthTelling: ({ batch }) => batch % 2 === 0,
  ofStep: ({ epoch, batch }) => [`${epoch}/${batch}`],
  ofEpoch: ({ epoch }) => `epoch ${epoch}`,
  ...more,
});

test("a fit's epochs come as events, with words of its batches between them, and what it ends with is returned", async () => {
  const events: string[] = [];
  const run = fitEvents(fitting(), listener());
  let next = await run.next();
  for (; !next.done; next = await run.next()) events.push(next.value);
  expect(events).toEqual(["1/2", "1/4", "epoch 1", "2/2", "2/4", "epoch 2", "3/2", "3/4", "epoch 3"]);
  expect(next.value).toBe("finished");
});

test("the fit goes on while a word of a batch is handled, and waits where an epoch is", async () => {
  const did: string[] = [];
  const run = fitEvents(fitting(did), listener());
  expect((await run.next()).value).toBe("1/2");
  for (let i = 0; i < 50; i++) await turn();
  expect(did).toEqual(["1/1", "1/2", "1/3", "1/4"]);
  expect((await run.next()).value).toBe("1/4");
  expect((await run.next()).value).toBe("epoch 1");
  for (let i = 0; i < 50; i++) await turn();
  expect(did).toHaveLength(4);
  await run.return("aborted");
});

test("whoever leaves within an epoch ends the fit after its step, and what it made is given back", async () => {
  const did: string[] = [];
  const made: string[] = [];
  for await (const event of fitEvents(fitting(did), listener(), (one) => made.push(one))) if (event === "2/2") break;
  expect(did).toEqual(["1/1", "1/2", "1/3", "1/4", "2/1", "2/2", "end"]);
  expect(made).toEqual(["aborted"]);
});

test("whoever leaves between two epochs ends the fit there", async () => {
  const did: string[] = [];
  const made: string[] = [];
  const run = fitEvents(fitting(did), listener(), (one) => made.push(one));
  for await (const event of run) if (event === "epoch 1") break;
  expect(did).toEqual(["1/1", "1/2", "1/3", "1/4", "end"]);
  expect(made).toEqual([]);
});

test("a signal ends the fit after its step", async () => {
  const did: string[] = [];
  const stop = new AbortController();
  const isWorthTelling = ({ epoch, batch }: TrainStep): boolean => {
    if (epoch === 2 && batch === 3) stop.abort();
    return false;
  };
  const run = fitEvents(fitting(did), listener({ signal: stop.signal, isWorthTelling }));
  let next = await run.next();
  while (!next.done) next = await run.next();
  expect(next.value).toBe("aborted");
  expect(did.slice(-2)).toEqual(["2/3", "end"]);
});

test("a fit that fails while nobody asks throws at the next question, and nothing is left unhandled", async () => {
  async function* failing({ onStep }: { onStep?: (step: TrainStep) => void }): AsyncGenerator<Epoch, string> {
    yield epochOf(1);
    onStep?.(stepOf(2, 2));
    await turn();
    throw new Error("diverged");
  }
  const run = fitEvents(failing, listener());
  expect((await run.next()).value).toBe("epoch 1");
  expect((await run.next()).value).toBe("2/2");
  for (let i = 0; i < 50; i++) await turn();
  await expect(run.next()).rejects.toThrow("diverged");
});
