// The same in depth: a feed-forward stack, where each layer stands for a step, but has weights of its own.
import { Linear, type Mode, Module, mseLoss, type Tensor, tensor, withMode, withSeed, zeros } from "recurra";
import { Generator } from "recurra/core";
import { measureNorms } from "./norms.ts";

/** Units of a layer. */
export const WIDTH = 64;
/** Samples that the gradient is measured on. */
const SAMPLES = 64;

type Initial = "PyTorch" | "Glorot" | "He";

/** A stack of layers of one kind. */
interface StackKind {
  readonly id: string;
  readonly name: string;
  readonly role: "1" | "2" | "5" | "6" | "7";
  readonly activation: (x: Tensor) => Tensor;
  readonly initial: Initial;
}

export const stackKinds: readonly StackKind[] = [
  { id: "sigmoid", name: "sigmoid", role: "7", activation: (x) => x.sigmoid(), initial: "PyTorch" },
  { id: "tanh", name: "tanh", role: "1", activation: (x) => x.tanh(), initial: "PyTorch" },
  { id: "relu", name: "ReLU", role: "2", activation: (x) => x.relu(), initial: "PyTorch" },
  { id: "tanhGlorot", name: "tanh, Glorot", role: "5", activation: (x) => x.tanh(), initial: "Glorot" },
  { id: "reluHe", name: "ReLU, He", role: "6", activation: (x) => x.relu(), initial: "He" },
];

/** x [B, WIDTH] -> [B, 1] through `depth` layers. */
export class Stack extends Module {
  readonly layers: Linear[] = [];
  readonly head = new Linear({ inFeatures: WIDTH, outFeatures: 1 });
  readonly #activation: (x: Tensor) => Tensor;

  constructor(depth: number, { activation, initial }: StackKind, seed: number) {
    super();
    this.#activation = activation;
    const generator = new Generator(seed);
    for (let layer = 0; layer < depth; layer++) {
      const linear = new Linear({ inFeatures: WIDTH, outFeatures: WIDTH });
      if (initial !== "PyTorch") {
        const normal = generator.stream("depth weights", layer);
        const deviation = Math.sqrt((initial === "He" ? 2 : 1) / WIDTH);
        linear.weight.value = linear.weight.value.map((_, i) => deviation * normal.normal(i));
        linear.bias!.value = new Float32Array(WIDTH);
      }
      this.layers.push(linear);
    }
  }

  /** Adds a probe, zeros of the same shape, to what each layer gives: its gradient is the gradient of what it is added to. */
  forward(x: Tensor, probes: readonly Tensor[]): Tensor {
    let h = x;
    this.layers.forEach((layer, i) => {
      h = this.#activation(layer.forward(h)).add(probes[i]);
    });
    return this.head.forward(h);
  }
}

/** |dLoss/dh_l| for each layer l of a new stack, the layer next to the input first. */
export function measureDepth(kind: StackKind, depth: number, seed: number, mode: Mode = "strict"): Float64Array {
  return withMode(mode, () => {
    const random = new Generator(seed).stream("depth data");
    const normals = (from: number, count: number) =>
      Float32Array.from({ length: count }, (_, i) => random.normal(from + i));
    const x = tensor(normals(0, SAMPLES * WIDTH), [SAMPLES, WIDTH]);
    const y = tensor(normals(SAMPLES * WIDTH, SAMPLES), [SAMPLES, 1]);
    const stack = withSeed(seed, () => new Stack(depth, kind, seed));
    const probes = stack.layers.map(() => zeros([SAMPLES, WIDTH], { requiresGrad: true }));
    mseLoss(stack.forward(x, probes), y).backward();
    stack.dispose();
    return Float64Array.from(probes, ({ grad }) => measureNorms(grad!, [SAMPLES, 1, WIDTH])[0]);
  });
}
