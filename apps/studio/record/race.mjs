// Networks that learn one after the other, as the page draws them while they do: their losses over each other, each from its own first step.

/** Points of all lines together along the x axis: the mean loss of the steps since the one before. */
const POINTS = 120;

export class Race {
  #losses = new Map();

  /** Looks at a step. */
  take({ phase, loss }) {
    if (!this.#losses.has(phase)) this.#losses.set(phase, []);
    this.#losses.get(phase).push(loss);
  }

  /** The race as a block of a report. */
  end() {
    const most = Math.max(...[...this.#losses.values()].map(({ length }) => length));
    const width = Math.ceil(most / POINTS);
    return {
      kind: "lines",
      title: "Race: the training loss of each network from its own first step",
      description: "One line for each network, by its steps, on a logarithmic axis.",
      x: { label: "steps of each" },
      y: { label: "loss", scale: "log" },
      lines: [...this.#losses].map(([label, losses], i) => {
        const parts = Array.from({ length: Math.ceil(losses.length / width) }, (_, k) =>
          losses.slice(k * width, (k + 1) * width),
        );
        return {
          ...{ label, role: String(i + 1) },
          x: parts.map((part, k) => k * width + part.length),
          y: parts.map((part) => part.reduce((sum, loss) => sum + loss, 0) / part.length),
        };
      }),
    };
  }
}
