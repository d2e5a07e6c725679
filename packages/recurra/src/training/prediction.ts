import { type Chunk, type Result, samples } from "../plans/index.ts";
import { adopt, type Shape, type Tensor } from "../tensor/index.ts";

/** One call of a Predictor: its samples, cut into chunks, and what has been computed so far. */
export class Prediction {
  readonly #x: Tensor;
  readonly #size: number;
  readonly #chunks: number;
  /** The chunk from which the numbers that are taken count. */
  #from = 0;
  #at = 0;
  #outputs: Float32Array | undefined;
  #shape: Shape = [];

  /** `x`: a leaf; `size`: samples of a chunk. */
  constructor(x: Tensor, size: number) {
    this.#x = x;
    this.#size = size;
    this.#chunks = Math.ceil(x.shape[0] / size);
  }

  /** Chunks that are not computed yet. */
  get left(): number {
    return this.#chunks - this.#at;
  }

  /** Those of them that are not the rest at the end, whose size may be another for every call: no plan is made for it. */
  get whole(): number {
    return this.left - (this.#x.shape[0] % this.#size === 0 ? 0 : 1);
  }

  get done(): boolean {
    return this.left === 0;
  }

  /** The next chunks, of which `take` is to get the results. */
  next(count: number): Chunk<Tensor>[] {
    const total = this.#x.shape[0];
    this.#from = this.#at;
    this.#at += count;
    return Array.from({ length: count }, (_, i) => {
      const from = (this.#from + i) * this.#size;
      const to = Math.min(from + this.#size, total);
      return { batch: samples(this.#x, from, to), share: (to - from) / total, seed: undefined };
    });
  }

  /** Takes the outputs of one of them. */
  readonly take = (chunk: number, { values, shape }: Result): void => {
    const total = this.#x.shape[0];
    const each = values.length / shape[0];
    this.#outputs ??= new Float32Array(each * total);
    this.#shape = [total, ...shape.slice(1)];
    this.#outputs.set(values, (this.#from + chunk) * this.#size * each);
  };

  result(): Tensor {
    return adopt(this.#outputs!, this.#shape);
  }
}
