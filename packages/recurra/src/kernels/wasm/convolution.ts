// Convolutions along time as matrix products. x [B, T, C] lies step by step, so the taps of a window are one row of [taps * C] where they
// are neighbours: the windows of a sequence are a matrix whose rows overlap, and nothing is laid out anew for the product. With a
// dilation, or in groups, each tap is a product of its own that adds to the ones before. Both add the same terms in the same order:
// taps, oldest first, and in each the channels. Everything is addresses and sizes; memory comes from the step region.
import { allocate } from "./arena.ts";
import { kernels } from "./engine.ts";

/** Sizes of a convolution: T_out `steps`, `left` zeros before the sequence. */
interface ConvolutionSizes {
  readonly batch: number;
  readonly time: number;
  readonly steps: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly left: number;
  readonly groups: number;
}

/** What does not depend on the input. */
type ConvolutionTaps = Pick<ConvolutionSizes, "inputs" | "outputs" | "kernel" | "stride" | "dilation" | "groups">;

/** Whether the taps of a window are one product: forward where they lie together, back where each step of x has one window. */
function isJoined({ kernel, stride, dilation, groups }: ConvolutionTaps, back: boolean): boolean {
  return groups === 1 && (dilation === 1 || kernel === 1) && (stride === 1 || !back);
}

const toPanels = (n: number): number => (n + 7) & ~7;

/** The weight [outputs, inputs / groups, kernel] in panels, a matrix for each tap and group: those of a PackedWeight. */
export class ConvolutionWeight {
  readonly #taps: ConvolutionTaps;

  constructor(taps: ConvolutionTaps) {
    this.#taps = taps;
  }

  /** Floats of the matrix of a tap and group, [c, o] or with `transposed` [o, c]. */
  partFloats(transposed: boolean): number {
    const { inputs, outputs, groups } = this.#taps;
    const [rows, columns] = transposed ? [outputs, inputs] : [inputs, outputs];
    return (rows / groups) * toPanels(columns / groups);
  }

  panelBytes(transposed: boolean): number {
    const { kernel, groups } = this.#taps;
    return this.partFloats(transposed) * kernel * groups * 4;
  }

  /** Joined taps are one matrix: forward the oldest tap first, back the newest. */
  pack(panels: number, from: number, transposed: boolean): void {
    const { inputs, outputs, kernel, groups } = this.#taps;
    const [c, o] = [inputs / groups, outputs / groups];
    const [rows, columns] = transposed ? [o, c] : [c, o];
    const [byRow, byColumn] = transposed ? [c * kernel, kernel] : [kernel, c * kernel];
    for (let tap = 0; tap < kernel; tap++) {
      if (isJoined(this.#taps, transposed)) {
        const place = transposed ? kernel - 1 - tap : tap;
        kernels().packBlock(panels, kernel * rows, place * rows, 0, from + tap * 4, rows, columns, byRow, byColumn);
        continue;
      }
      for (let group = 0; group < groups; group++) {
        const to = panels + (tap * groups + group) * this.partFloats(transposed) * 4;
        kernels().packPanels(to, from + (group * o * c * kernel + tap) * 4, rows, columns, byRow, byColumn);
      }
    }
  }
}

/** Where `rows` of `width` numbers of each sequence lie behind `lead` rows of zeros, `all` rows a sequence. */
function padded(from: number, batch: number, rows: number, width: number, lead: number, all: number): number {
  const to = allocate(batch * all * width * 4);
  kernels().fillArray(to, 0, batch * all * width);
  copyRows(to + lead * width * 4, from, 0, batch, rows * width, all * width, rows * width);
  return to;
}

/** out (+)= x, `count` runs of n numbers; the strides from one to the next. */
function copyRows(
  out: number,
  x: number,
  accumulate: number,
  count: number,
  n: number,
  outStride: number,
  stride: number,
): void {
  kernels().stridedCopy(out, x, accumulate, 1, 1, 1, 1, count, n, 0, 0, 0, 0, outStride, 1, 0, 0, 0, 0, stride, 1);
}

/** A convolution of inputs of one shape. */
export class Convolution {
  readonly #s: ConvolutionSizes;
  readonly #weight: ConvolutionWeight;
  /** Channels of a group, in and out. */
  readonly #c: number;
  readonly #o: number;
  /** Rows of a sequence with its zeros. */
  readonly #all: number;

  constructor(sizes: ConvolutionSizes, weight: ConvolutionWeight) {
    this.#s = sizes;
    this.#weight = weight;
    const { time, steps, stride, kernel, dilation, left, inputs, outputs, groups } = sizes;
    this.#c = inputs / groups;
    this.#o = outputs / groups;
    this.#all = Math.max(left + time, (steps - 1) * stride + (kernel - 1) * dilation + 1);
  }

  /** y = bias + windows of x times the weight; `bias` may be 0. Returns where x lies with its zeros: `rows` of `weightGradient`. */
  forward(x: number, panels: number, bias: number, y: number): number {
    const { batch, time, steps, inputs, outputs, kernel, stride, left } = this.#s;
    const rows = this.#all === time ? x : padded(x, batch, time, inputs, left, this.#all);
    const apart = stride * inputs;
    if (isJoined(this.#s, false)) {
      for (let b = 0; b < batch; b++) {
        const to = y + b * steps * outputs * 4;
        kernels().gemm(
          steps,
          outputs,
          kernel * inputs,
          this.#window(rows, b, 0, 0),
          apart,
          panels,
          bias,
          to,
          outputs,
          0,
        );
      }
      return rows;
    }
    this.#eachPart((tap, group, part) => {
      const matrix = panels + part * this.#weight.partFloats(false) * 4;
      const start = bias && bias + group * this.#o * 4;
      for (let b = 0; b < batch; b++) {
        const to = this.#output(y, b, group);
        const from = this.#window(rows, b, tap, group);
        kernels().gemm(steps, this.#o, this.#c, from, apart, matrix, start, to, outputs, tap === 0 ? 0 : 1);
      }
    });
    return rows;
  }

  /** dx (+)= the gradient of x; `panels`: those of the transpose. */
  inputGradient(g: number, panels: number, dx: number, accumulate: number): void {
    const { batch, time, steps, inputs, outputs, kernel, stride, dilation, left } = this.#s;
    const own = time * inputs;
    if (isJoined(this.#s, true)) {
      // A convolution again: the taps in turned order over g, with zeros around.
      const lead = (kernel - 1) * dilation;
      const all = Math.max(left + time, steps) + lead;
      const rows = padded(g, batch, steps, outputs, lead, all);
      for (let b = 0; b < batch; b++) {
        const from = rows + (b * all + left) * outputs * 4;
        kernels().gemm(time, inputs, kernel * outputs, from, outputs, panels, 0, dx + b * own * 4, inputs, accumulate);
      }
      return;
    }
    const all = this.#all * inputs;
    const rows = allocate(batch * all * 4);
    kernels().fillArray(rows, 0, batch * all);
    this.#eachPart((tap, group, part) => {
      const matrix = panels + part * this.#weight.partFloats(true) * 4;
      for (let b = 0; b < batch; b++) {
        const to = this.#window(rows, b, tap, group);
        const from = this.#output(g, b, group);
        kernels().gemm(steps, this.#c, this.#o, from, outputs, matrix, 0, to, stride * inputs, 1);
      }
    });
    copyRows(dx, rows + left * inputs * 4, accumulate, batch, own, own, all);
  }

  /** dw += the gradient of the weight. */
  weightGradient(rows: number, g: number, dw: number): void {
    const { batch, steps, inputs, outputs, kernel, stride, groups } = this.#s;
    const [c, o] = [this.#c, this.#o];
    // By tap, group, channel in and channel out.
    const sums = allocate(kernel * inputs * o * 4);
    kernels().fillArray(sums, 0, kernel * inputs * o);
    const apart = stride * inputs;
    const whole = isJoined(this.#s, false);
    this.#eachPart((tap, group, part) => {
      if (whole && tap > 0) return;
      const to = sums + part * c * o * 4;
      for (let b = 0; b < batch; b++) {
        const from = this.#window(rows, b, tap, group);
        kernels().gemmTN(whole ? kernel * c : c, o, steps, from, apart, this.#output(g, b, group), outputs, to, o);
      }
    });
    const [ck, kernelStride] = [c * kernel, groups * c * o];
    kernels().stridedCopy(
      dw,
      sums,
      1,
      1,
      1,
      groups,
      o,
      c,
      kernel,
      0,
      0,
      o * ck,
      ck,
      kernel,
      1,
      0,
      0,
      c * o,
      1,
      o,
      kernelStride,
    );
  }

  /** Where the tap of the first window of sequence b lies. */
  #window(rows: number, b: number, tap: number, group: number): number {
    const { inputs, dilation } = this.#s;
    return rows + ((b * this.#all + tap * dilation) * inputs + group * this.#c) * 4;
  }

  /** Where a group's channels of the first step of sequence b lie among outputs. */
  #output(y: number, b: number, group: number): number {
    const { steps, outputs } = this.#s;
    return y + (b * steps * outputs + group * this.#o) * 4;
  }

  /** The taps of each group, and the place of their matrix. */
  #eachPart(visit: (tap: number, group: number, part: number) => void): void {
    const { kernel, groups } = this.#s;
    for (let tap = 0; tap < kernel; tap++) {
      for (let group = 0; group < groups; group++) visit(tap, group, tap * groups + group);
    }
  }
}
