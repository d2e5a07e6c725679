// What dropout does: the same network learns from few waves with it and without it, and is watched on others.
//
//   while training: h -> h * m / (1 - p), where each m is 0 with probability p, else 1; afterwards: h -> h
import type { Block, Line, Role } from "@recurra/report";
import { Adam, crossEntropyLoss, withSeed } from "recurra";
import { counted } from "recurra/words";
import type { LabContext, LabProgress, Plain } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import type { Watched } from "../lab/watched.ts";
import { watchNow } from "./examples.ts";
import type { ShapesSettings } from "./settings.ts";
import { describeLayer, joinSamples, shuffleBatches } from "./training.ts";
import { type Dropped, NOISE, samplesOf, WaveReader, watchReader } from "./wave-reader.ts";
import { makeWaves } from "./waves.ts";

/** Too few waves for so many weights: what they have by chance can be learned by heart. */
const WAVES = 60;
const OTHERS = 300;
/** The curves go on for so many times the epochs of the lab. */
const LONGER = 2;

const ways: readonly (Dropped & { readonly name: string; readonly role: Role })[] = [
  { name: "without dropout", role: "4", inputs: 0, last: 0 },
  { name: "0.5 of the last state", role: "3", inputs: 0, last: 0.5 },
  { name: "0.2 of the inputs", role: "6", inputs: 0.2, last: 0 },
];

/** The losses of one training, epoch by epoch. */
interface Tried {
  readonly name: string;
  readonly role: Role;
  readonly training: readonly number[];
  readonly others: readonly number[];
}

export async function* tryDropout(
  settings: ShapesSettings,
  context: LabContext,
  watched: Watched,
): AsyncGenerator<LabProgress, { readonly blocks: readonly Block[]; readonly told: Plain }, undefined> {
  const { batch, learningRate, seed } = settings;
  const few = samplesOf(makeWaves(WAVES, NOISE, seed, "dropout"));
  const testing = makeWaves(OTHERS, NOISE, seed, "dropout others");
  const others = samplesOf(testing);
  const tried: Tried[] = [];
  for (const { name, role, ...dropped } of ways) {
    const model = watched.keep(withSeed(seed, () => new WaveReader(describeLayer(settings), dropped)));
    try {
      const title = `Dropout (${name}): six of the other waves, and what the network takes them for`;
      watchNow(watched, watchReader(title, testing), model, { title: `dropout: ${name}`, context });
      const { history } = yield* trainPhase(
        `dropout: ${name}`,
        {
          model,
          optimizer: new Adam(model.parameters(), { learningRate }),
          loss: crossEntropyLoss,
          batches: (epoch) => shuffleBatches(few, batch, seed, epoch),
          validation: () => [joinSamples(others)],
          epochs: LONGER * settings.epochs,
          clipNorm: 1,
          seed,
        },
        context,
      );
      tried.push({
        ...{ name, role },
        training: history.map(({ trainLoss }) => trainLoss),
        others: history.map(({ validationLoss = Number.NaN }) => validationLoss),
      });
    } finally {
      watched.drop(model);
    }
  }
  const told = tried.map(({ name, training, others }) => ({ name, training, others }));
  return { blocks: showDropout(tried), told };
}

/** "0.778", "0.0012". */
const loss = (value: number | undefined) => (value === undefined ? "-" : value.toPrecision(3));

function showDropout(tried: readonly Tried[]): Block[] {
  const epochs = tried[0].training.map((_, i) => i + 1);
  const panel = (title: string, part: "training" | "others") => ({
    title,
    lines: tried.map((one): Line => ({ label: one.name, role: one.role, x: epochs, y: one[part] })),
  });
  return [
    {
      kind: "text",
      text:
        `**What dropout does.** The same network learns from only ${WAVES} waves, three times: as it is; with a share p = 0.5 of the last ` +
        "state set to zero at each step of the training; and with p = 0.2 of the values that come in set to zero. What is kept is " +
        "divided by 1 - p, so that sums stay as large; afterwards nothing is dropped. A few waves can be learned by heart, noise and all, " +
        "unless what comes in is never twice the same.",
    },
    {
      kind: "panels",
      title: "Loss with and without dropout (cross-entropy)",
      description: "Loss on the waves that are learned from, and on others, after each epoch, of three networks.",
      x: { label: "epoch" },
      y: { label: "cross-entropy" },
      panels: [panel(`on the ${WAVES} waves, while training`, "training"), panel(`on ${OTHERS} other waves`, "others")],
    },
    {
      kind: "table",
      caption: `Cross-entropy after ${counted(epochs.length, "epoch")}`,
      columns: [{ title: "" }, { title: "while training" }, { title: "other waves" }, { title: "its lowest" }],
      rows: tried.map(({ name, training, others }) => ({
        cells: [name, loss(training.at(-1)), loss(others.at(-1)), loss(Math.min(...others))],
        best: others.at(-1) === Math.min(...tried.map((one) => one.others.at(-1) ?? Number.NaN)) ? [2] : [],
      })),
    },
    {
      kind: "note",
      text: "The loss while training is that of a network with parts missing; other waves are read by the whole network. To stop at the lowest loss on other data (early stopping) helps as well: compare the last two columns.",
    },
  ];
}
