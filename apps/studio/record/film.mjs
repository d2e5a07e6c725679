// A network that learns, as a film of few frames: one wave of the denoising lab at steps that lie further and further apart.
import { pathOf, planeOf } from "./sketch.mjs";

/** How much further the next frame is. */
const FURTHER = 1.55;

const lineOf = (blocks, role) =>
  blocks.find(({ kind }) => kind === "panels").panels[0].lines.find((line) => line.role === role);

export class Film {
  #next = 1;
  #frames = [];
  #last;

  /** Looks at the network after a step. */
  take({ number, loss, view }) {
    this.#last = { step: number, loss };
    if (number < this.#next) return;
    this.#next = Math.ceil(number * FURTHER);
    this.#frames.push({ step: number, loss, line: lineOf(view.draw(), "model") });
  }

  /** The film, whose last frame is what the lab ends with. */
  end(blocks) {
    const [noisy, clean] = ["input", "truth"].map((role) => lineOf(blocks, role));
    const plane = planeOf([noisy, clean, ...this.#frames.map(({ line }) => line)], { left: 0, width: 240 });
    const points = ({ x, y }) => x.map((at, i) => [plane.x(at), plane.y(y[i])]);
    const frames = [...this.#frames, { ...this.#last, line: lineOf(blocks, "model") }];
    return {
      dots: points(noisy)
        .map(([x, y]) => `M${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}h0`)
        .join(""),
      clean: pathOf(points(clean)),
      frames: frames.map(({ step, loss, line }) => ({ step, loss: loss.toPrecision(2), d: pathOf(points(line)) })),
    };
  }
}
