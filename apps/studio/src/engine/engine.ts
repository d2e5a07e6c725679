// The page's side of the Worker: what it is asked to do, and who is told what it says.
import { type Signal, signal } from "@preact/signals";
import { PageFiles } from "./page-files.ts";
import type { Command, Look, Message, RunMessage, RunOrder } from "./protocol.ts";
import { ShownRun } from "./shown-run.ts";
import { UntrainedAnswer } from "./untrained-answer.ts";

export class Engine {
  readonly run: ShownRun = new ShownRun();
  readonly files: PageFiles;
  readonly untrained: UntrainedAnswer = new UntrainedAnswer();
  /** What is wrong with settings, by their names. */
  readonly problems: Signal<Readonly<Record<string, string>>> = signal({});
  readonly #worker: Worker;
  /** The number of the order that is carried out: what is said of an earlier one is not heard. */
  #id = 0;
  /** Who is told of it. */
  #hears: Pick<ShownRun | UntrainedAnswer, "hear"> = this.run;
  #look: Look | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.files = new PageFiles((command) => this.#say(command));
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === "checked") this.problems.value = data.problems;
      else if (!("id" in data)) this.files.hear(data);
      else if (data.id === this.#id) this.#hear(data);
    };
    worker.onerror = ({ message }) => {
      this.run.problem.value = message || "The Worker could not be loaded.";
      this.run.state.value = "failed";
    };
  }

  /** Begins a run, goes on with the kept one that is shown, or asks what needs no training. */
  start(order: Omit<RunOrder, "id" | "replay">): void {
    if (order.what.kind === "instant") {
      if (!this.run.waits.value) this.run.clear();
      this.untrained.ask();
      this.#begin(order, this.untrained);
      return;
    }
    this.untrained.leave();
    const replay = this.run.begin(order.paused);
    this.#begin({ ...order, ...(replay && { replay }) }, this.run);
  }

  /** Asks what is wrong with settings; `problems` has the answer. */
  check(lab: string, settings: Readonly<Record<string, string>>): void {
    this.#say({ type: "check", lab, settings });
  }

  pause(): void {
    this.#say({ type: "pause" });
  }

  resume(): void {
    this.#say({ type: "resume" });
  }

  step(by: "batch" | "epoch"): void {
    this.#say({ type: "step", by });
  }

  /** Turns the lab's dial, or shows other rows that are held out. */
  turn(value: number): void {
    this.#say({ type: "dial", value });
  }

  /** Looks into the network of this run and of those to come, or no more; the run's `inside` has what is seen. */
  look(look: Look | undefined): void {
    this.#look = look;
    this.run.lookInto(look !== undefined);
    this.#say({ type: "look", look });
  }

  /** The page is shown, or hidden. */
  see(isSeen: boolean): void {
    this.#say({ type: "see", isSeen });
  }

  /** Ends the run and forgets it. */
  reset(): void {
    if (this.run.state.value !== "idle" || this.untrained.isAsked.value) {
      this.#id++;
      this.#say({ type: "stop" });
    }
    this.run.leave();
    this.untrained.leave();
  }

  #begin(order: Omit<RunOrder, "id">, hears: Pick<ShownRun | UntrainedAnswer, "hear">): void {
    this.#hears = hears;
    this.#say({ type: "start", order: { ...order, id: ++this.#id, ...(this.#look && { look: this.#look }) } });
  }

  #hear(message: RunMessage): void {
    // Also while a run is trained, what needs no training may come to its end.
    const isUntrained = message.type === "first" || message.type === "instant";
    (isUntrained ? this.untrained : this.#hears).hear(message);
    if (message.type === "snapshot") this.#say({ type: "seen" });
  }

  #say(command: Command): void {
    this.#worker.postMessage(command);
  }
}
