// Worker threads that are counted and can be broken: for tests of how threads end.

/** A worker thread of Node, as far as tests need it. */
interface NodeWorker {
  postMessage(message: unknown): void;
  on(event: "exit", listener: () => void): unknown;
  terminate(): Promise<number>;
}

/** Every worker that the library starts between `watch()` and `restore()`. */
export class WatchedWorkers {
  started = 0;
  ended = 0;
  /** What is done to a worker once it was made. */
  meddle: (worker: NodeWorker) => void = () => undefined;
  // The same object that the library asks for.
  readonly #threads = process.getBuiltinModule("worker_threads") as unknown as {
    Worker: new (script: URL) => NodeWorker;
  };
  readonly #original = this.#threads.Worker;

  watch(): void {
    const watched = this;
    this.started = 0;
    this.ended = 0;
    this.meddle = () => undefined;
    this.#threads.Worker = class extends this.#original {
      constructor(script: URL) {
        super(script);
        watched.started++;
        this.on("exit", () => void watched.ended++);
        watched.meddle(this);
      }
    };
  }

  restore(): void {
    this.#threads.Worker = this.#original;
  }
}

/** Gives a worker plans that call a kernel which does not exist. */
export function breakPlans(worker: NodeWorker): void {
  const post = worker.postMessage.bind(worker);
  worker.postMessage = (message: { kind: string; plan: object }) => {
    const broken = { ...message, plan: { ...message.plan, prologue: { start: 2 ** 32 - 8, end: 2 ** 32 - 7 } } };
    post(message.kind === "plan" ? broken : message);
  };
}
