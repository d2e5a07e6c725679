// Shapes: what goes into recurrent networks and what comes out. Then why one of them exists: who reads both ways knows what comes next.
import { Adam, bceWithLogitsLoss, GRU, Linear, Module, noGrad, tensor, train, withSeed } from "recurra";
import { Generator } from "recurra/core";
import { bars, heatMap, panels } from "recurra/plot";
import { concat, zeros } from "recurra/tensor";

const seed = 7;
const [B, T, I, H, O] = [4, 6, 3, 8, 2]; // batch, steps, inputs, units, outputs
const written = 5; // steps that the encoder-decoder writes
const [epochs, batch, tested, learningRate] = [20, 20, 400, 0.02];

const head = new Linear({ inFeatures: H, outFeatures: O });
const gru = new GRU({ inputSize: I, hiddenSize: H });
const deep = new GRU({ inputSize: I, hiddenSize: H, numLayers: 2 });
const both = new GRU({ inputSize: I, hiddenSize: H, bidirectional: true });
const decoder = new GRU({ inputSize: O, hiddenSize: H });
const wide = new Linear({ inFeatures: 2 * H, outFeatures: O });

/** The decoder starts from the encoder's state and reads what it wrote before. */
function encodeDecode(x) {
  let { state } = gru.forward(x);
  let input = zeros([B, 1, O]);
  const steps = [];
  for (let step = 0; step < written; step++) {
    const decoded = decoder.forward(input, { state });
    state = decoded.state;
    input = head.forward(decoded.output);
    steps.push(input);
  }
  return concat(steps, 1);
}

const shapes = noGrad(() => {
  const x = zeros([B, T, I]);
  const first = x.slice(1, 0, 1);
  return {
    "one to one": [first, head.forward(gru.forward(first).output)],
    "one to many": [first, head.forward(gru.forward(concat([first, zeros([B, T - 1, I])], 1)).output)],
    "many to one": [x, head.forward(gru.forward(x).output.step(-1))],
    "many to many": [x, head.forward(gru.forward(x).output)],
    "encoder-decoder": [x, encodeDecode(x)],
    "two layers": [x, head.forward(deep.forward(x).output)],
    bidirectional: [x, wide.forward(both.forward(x).output)],
  };
});
console.log(`B ${B}, T ${T}, I ${I}, H ${H}, O ${O}`);
for (const [name, [x, y]] of Object.entries(shapes)) console.log(`${name}: x [${x.shape}] -> y [${y.shape}]`);

/** Says at each throw of a coin how the next one falls: x [B, T, 1] -> [B, T - 1, 1]. */
class Teller extends Module {
  repeatable = true; // forward() does the same for every batch, so it runs as a plan

  constructor(bidirectional) {
    super();
    this.gru = new GRU({ inputSize: 1, hiddenSize: H, bidirectional });
    this.head = new Linear({ inFeatures: H * this.gru.directions, outFeatures: 1 });
  }

  forward(x) {
    return this.head.forward(this.gru.forward(x).output).slice(1, 0, -1);
  }
}

function throws(count, name) {
  const random = new Generator(seed).stream(name);
  const fell = Float32Array.from({ length: count * T }, (_, i) => random.uint32(i) % 2);
  const x = tensor(fell, [count, T, 1]);
  return { x, y: x.slice(1, 1, T).detach() };
}

const batches = Array.from({ length: 20 }, (_, i) => throws(batch, `training ${i}`));
const test = throws(tested, "test");
const right = { chance: 0.5 };
const said = {};
for (const name of ["forwards", "both ways"]) {
  const model = withSeed(seed, () => new Teller(name === "both ways"));
  const optimizer = new Adam(model.parameters(), { learningRate });
  for await (const _ of train({ model, optimizer, loss: bceWithLogitsLoss, batches: () => batches, epochs }));
  said[name] = noGrad(() => model.forward(test.x).sigmoid().toArray());
  right[name] = test.y.toArray().filter((next, i) => said[name][i] > 0.5 === (next === 1)).length / test.y.size;
}
console.log("the next throw of a coin, share that is right:", right);

const few = (values) => Array.from({ length: 6 }, (_, b) => values.slice(b * (T - 1), (b + 1) * (T - 1)));
const options = { x: "throw", y: "sequence", domain: [0, 1], colors: "diverging", showValues: true };
const pictures = [
  bars(right, { title: "The next throw: a forecast cannot know it", value: "share right", roles: { chance: "naive" } }),
  heatMap(few(test.y.toArray()), { title: "What comes next", ...options }),
  ...Object.entries(said).map(([name, p]) => heatMap(few(p), { title: `Said by reading ${name}`, ...options })),
];
await panels(pictures, { title: "What reading both ways is for" }).save("shapes.html");
await pictures[0].save("shapes.svg");
console.log("pictures: shapes.html, shapes.svg");
