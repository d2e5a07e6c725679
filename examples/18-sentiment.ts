// Many to one with padding: a GRU reads sentences of different lengths and says at the end of each whether it was praise. Words alone do not tell:
// "not" turns what follows it round. With lengths, padding changes nothing; without them, it does.
import { Adam, bceWithLogitsLoss, GRU, Linear, noGrad, tensor, withSeed } from "recurra";
import { Generator } from "recurra/core";
import { Embedding } from "recurra/nn";

const words = ["_", "the", "film", "music", "was", "not", "very", "good", "great", "bad", "dull", "at", "all"];

interface Sentence {
  readonly words: readonly string[];
  readonly praise: boolean;
}

/** "the film was not very good", "the music was dull at all": some of two hundred sentences. */
function sentences(): Sentence[] {
  const made: Sentence[] = [];
  for (const thing of ["film", "music"])
    for (const denied of ["", "not"])
      for (const degree of ["", "very", "very very", "very very very"])
        for (const word of ["good", "great", "bad", "dull"])
          for (const end of denied === "" ? [""] : ["", "at all"]) {
            const text = `the ${thing} was ${denied} ${degree} ${word} ${end}`;
            const praise = ["good", "great"].includes(word) !== (denied === "not");
            made.push({ words: text.split(" ").filter((one) => one !== ""), praise });
          }
  const order = new Generator(5).stream("order").permutation(made.length);
  return Array.from(order, (i) => made[i]);
}

/** Sentences side by side: numbers of words [B, T], 0 behind the end of each; and the true lengths. */
function pad(list: readonly Sentence[], steps = 0) {
  const lengths = list.map((one) => one.words.length);
  const longest = Math.max(steps, ...lengths);
  const rows = list.map((one) => Array.from({ length: longest }, (_, t) => words.indexOf(one.words[t] ?? "_")));
  const praise = tensor(list.map((one) => [one.praise ? 1 : 0]));
  return { x: tensor(rows), praise, lengths };
}

/** Trains on two thirds; the shares of the rest that are right, with lengths and without, beside always saying "praise". */
export function run(epochs: number, print: (line: string) => void = () => {}) {
  const all = sentences();
  const [training, testing] = [all.slice(0, 64), all.slice(64)];
  const [embedding, gru, head] = withSeed(2, () => [
    new Embedding({ numEmbeddings: words.length, embeddingDim: 8, paddingIdx: 0 }),
    new GRU({ inputSize: 8, hiddenSize: 16 }),
    new Linear({ inFeatures: 16, outFeatures: 1 }),
  ]);
  const read = (x: ReturnType<typeof tensor>, lengths?: readonly number[]) =>
    head.forward(gru.forward(embedding.forward(x), { lengths }).state.h.select(0, 0));
  const adam = new Adam([...embedding.parameters(), ...gru.parameters(), ...head.parameters()], { learningRate: 0.02 });
  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let total = 0;
    for (let from = 0; from < training.length; from += 16) {
      const { x, praise, lengths } = pad(training.slice(from, from + 16));
      adam.zeroGrad();
      const loss = bceWithLogitsLoss(read(x, lengths), praise);
      total += loss.item();
      loss.backward();
      adam.step();
    }
    losses.push(total / 4);
  }
  print(`loss ${losses[0].toFixed(3)} in the first epoch, ${losses[epochs - 1].toFixed(3)} in the last`);

  const { x, lengths } = pad(testing, 20);
  const right = (given?: readonly number[]) => {
    const scores = noGrad(() => read(x, given).toArray());
    return testing.filter(({ praise }, i) => scores[i] > 0 === praise).length / testing.length;
  };
  const found = {
    masked: right(lengths),
    unmasked: right(),
    always: testing.filter(({ praise }) => praise).length / testing.length,
  };
  print(
    `right with lengths ${found.masked.toFixed(2)}, without ${found.unmasked.toFixed(2)}, always "praise" ${found.always.toFixed(2)}`,
  );
  for (const module of [embedding, gru, head]) module.dispose();
  return { losses, ...found };
}

if (process.argv[1]?.endsWith("18-sentiment.js")) run(60, console.log);
