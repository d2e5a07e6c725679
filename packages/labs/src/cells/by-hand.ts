// The cells written out step by step, as a textbook has them: what the kernels are compared with.
import { type Module, noGrad, stack, type Tensor, zeros } from "recurra";
import { slice } from "recurra/tensor";

/** W x + b of one gate, from one half of the weights. */
type Product = (input: Tensor) => Tensor;

/** The products of gate number `gate` with the input and with the state. */
interface Halves {
  readonly input: Product;
  readonly state: Product;
}

/** Rows `gate` * H to (`gate` + 1) * H of a layer's weights and biases: what one gate computes. */
function halvesOf(layer: Module, hidden: number): (gate: number) => Halves {
  const parameters = new Map(layer.namedParameters());
  const product = (gate: number, half: "ih" | "hh"): Product => {
    const rows = (name: string) => slice(parameters.get(`${name}_${half}_l0`)!, 0, gate * hidden, (gate + 1) * hidden);
    return (input) => input.matmul(rows("weight").transpose(0, 1)).add(rows("bias"));
  };
  return (gate) => ({ input: product(gate, "ih"), state: product(gate, "hh") });
}

/** Where notations of the GRU differ. */
export interface GruNotation {
  /** Whether r multiplies W h + b (after the product) or h itself (before it). */
  readonly reset: "after" | "before";
  /** Whether z weighs the old state or the new one. */
  readonly z: "old" | "new";
}

/** The GRU in any of its notations: x [B, T, I] -> the gates and states of every step, [B, T, H] each, row-major. */
export function gruByHand(layer: Module, hidden: number, x: Tensor, { reset, z: weighs }: GruNotation) {
  return noGrad(() => {
    const [resets, updates, news] = [0, 1, 2].map(halvesOf(layer, hidden));
    return overTime(x, hidden, (xt, { h }) => {
      const r = resets.input(xt).add(resets.state(h)).sigmoid();
      const z = updates.input(xt).add(updates.state(h)).sigmoid();
      const fromState = reset === "after" ? r.mul(news.state(h)) : news.state(r.mul(h));
      const n = news.input(xt).add(fromState).tanh();
      const [old, fresh] = weighs === "old" ? [z, complement(z)] : [complement(z), z];
      return { h: fresh.mul(n).add(old.mul(h)), reset: r, update: z, new: n };
    });
  });
}

/** The LSTM: x [B, T, I] -> the gates and states of every step, [B, T, H] each, row-major. */
export function lstmByHand(layer: Module, hidden: number, x: Tensor) {
  return noGrad(() => {
    const products = [0, 1, 2, 3].map(halvesOf(layer, hidden));
    return overTime(x, hidden, (xt, { h, c }) => {
      const [i, f, g, o] = products.map(({ input, state }) => input(xt).add(state(h)));
      const memory = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh()));
      const output = o.sigmoid();
      return {
        h: output.mul(memory.tanh()),
        c: memory,
        input: i.sigmoid(),
        forget: f.sigmoid(),
        cell: g.tanh(),
        output,
      };
    });
  });
}

/** The plain network: x [B, T, I] -> its state after every step. */
export function rnnByHand(layer: Module, hidden: number, x: Tensor) {
  return noGrad(() => {
    const { input, state } = halvesOf(layer, hidden)(0);
    return overTime(x, hidden, (xt, { h }) => ({ h: input(xt).add(state(h)).tanh() }));
  });
}

function complement(z: Tensor): Tensor {
  return z.neg().add(1);
}

/** Runs a cell from a state of zeros; gives every quantity that it names at every step. */
function overTime<S extends { h: Tensor }>(
  x: Tensor,
  hidden: number,
  cell: (xt: Tensor, state: { h: Tensor; c: Tensor }) => S,
): Record<keyof S & string, Float32Array> {
  const [batch, time] = x.shape;
  const zero = zeros([batch, hidden]);
  const steps: S[] = [];
  let state = { h: zero, c: zero };
  for (let t = 0; t < time; t++) {
    const step = cell(x.step(t), state);
    steps.push(step);
    state = { c: zero, ...step };
  }
  const names = Object.keys(steps[0]) as (keyof S & string)[];
  const all = names.map(
    (name) =>
      [
        name,
        stack(
          steps.map((step) => step[name] as Tensor),
          1,
        ).toArray(),
      ] as const,
  );
  return Object.fromEntries(all) as Record<keyof S & string, Float32Array>;
}
