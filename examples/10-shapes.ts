// The shapes of recurrent networks: what goes in, what comes out, and what the state is made of. Then the reason for one of
// them: a network that reads both ways knows what comes next, one that reads forwards does not.
import {
  Adam,
  bceWithLogitsLoss,
  concat,
  GRU,
  Linear,
  Module,
  noGrad,
  type Tensor,
  tensor,
  train,
  withSeed,
  zeros,
} from "recurra";
import { Generator } from "recurra/core";

const [B, T, I, H, O] = [4, 6, 3, 8, 2];

/** Each shape as one forward pass over zeros: the sizes of x, of y and of the final state h [L*D, B, H]. */
export function shapes(): Record<string, { x: readonly number[]; y: readonly number[]; h: readonly number[] }> {
  const x = zeros([B, T, I]);
  const first = x.slice(1, 0, 1); // [B, 1, I]
  const head = new Linear({ inFeatures: H, outFeatures: O });
  const wideHead = new Linear({ inFeatures: 2 * H, outFeatures: O });
  const gru = new GRU({ inputSize: I, hiddenSize: H });
  const deep = new GRU({ inputSize: I, hiddenSize: H, numLayers: 2 });
  const both = new GRU({ inputSize: I, hiddenSize: H, bidirectional: true });
  const decoder = new GRU({ inputSize: O, hiddenSize: H });

  return noGrad(() => {
    const sizes = (input: Tensor, y: Tensor, h: Tensor) => ({ x: input.shape, y: y.shape, h: h.shape });
    const one = gru.forward(first);
    const many = gru.forward(x);
    const writing = gru.forward(concat([first, zeros([B, T - 1, I])], 1)); // nothing comes in after the first step
    const stacked = deep.forward(x);
    const sideBySide = both.forward(x);
    // The decoder starts from the encoder's state and reads what it wrote before.
    let { state } = many;
    let input = zeros([B, 1, O]);
    const written: Tensor[] = [];
    for (let step = 0; step < 5; step++) {
      const decoded = decoder.forward(input, { state });
      state = decoded.state;
      input = head.forward(decoded.output);
      written.push(input);
    }
    return {
      "one to one": sizes(first, head.forward(one.output), one.state.h),
      "one to many": sizes(first, head.forward(writing.output), writing.state.h),
      "many to one": sizes(x, head.forward(many.output.step(-1)), many.state.h),
      "many to many": sizes(x, head.forward(many.output), many.state.h),
      "encoder-decoder": sizes(x, concat(written, 1), state.h),
      "two layers": sizes(x, head.forward(stacked.output), stacked.state.h),
      bidirectional: sizes(x, wideHead.forward(sideBySide.output), sideBySide.state.h),
    };
  });
}

/** Says at each throw of a coin how the next one falls. */
class Teller extends Module {
  override readonly repeatable = true;
  readonly gru: GRU;
  readonly head: Linear;

  constructor(bidirectional: boolean) {
    super();
    this.gru = new GRU({ inputSize: 1, hiddenSize: H, bidirectional });
    this.head = new Linear({ inFeatures: H * this.gru.directions, outFeatures: 1 });
  }

  /** x [B, T, 1] -> [B, T - 1, 1]: the next throw, for all but the last. */
  forward(x: Tensor): Tensor {
    return this.head.forward(this.gru.forward(x).output).slice(1, 0, -1);
  }
}

/** Throws of a coin, x [count, T, 1], and each one's successor, y [count, T - 1, 1]. */
function throws(count: number, seed: number): { x: Tensor; y: Tensor } {
  const random = new Generator(seed).stream("coin");
  const x = tensor(
    Array.from({ length: count * T }, (_, i) => random.uint32(i) % 2),
    [count, T, 1],
  );
  return { x, y: x.slice(1, 1, T).detach() };
}

async function rightAbout(bidirectional: boolean, epochs: number): Promise<number> {
  const model = withSeed(7, () => new Teller(bidirectional));
  const batches = Array.from({ length: 20 }, (_, i) => throws(20, i));
  const optimizer = new Adam(model.parameters(), { learningRate: 0.02 });
  for await (const _ of train({ model, optimizer, loss: bceWithLogitsLoss, batches: () => batches, epochs }));
  const { x, y } = throws(200, 20);
  const said = noGrad(() => model.forward(x).toArray());
  const right = y.toArray().filter((next, i) => (said[i] > 0 ? 1 : 0) === next).length;
  model.dispose();
  return right / y.size;
}

/** Prints the shapes; trains both networks and returns the shares of other throws that they know beforehand. */
export async function run(
  epochs: number,
  print: (line: string) => void = () => {},
): Promise<{ forwards: number; bothWays: number }> {
  print(`B ${B}, T ${T}, I ${I}, H ${H}, O ${O}`);
  for (const [name, { x, y, h }] of Object.entries(shapes())) {
    print(`${name.padEnd(16)}x [${x.join(", ")}]  y [${y.join(", ")}]  h [${h.join(", ")}]`);
  }
  const forwards = await rightAbout(false, epochs);
  const bothWays = await rightAbout(true, epochs);
  print(`the next throw of a coin: ${(100 * forwards).toFixed(1)}% reading forwards, chance is 50%`);
  print(`reading both ways: ${(100 * bothWays).toFixed(1)}%, because it has seen it; a forecast cannot`);
  return { forwards, bothWays };
}

if (process.argv[1]?.endsWith("10-shapes.js")) await run(20, console.log);
