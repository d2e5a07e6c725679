// The page's side of the Worker: what it is asked, and what is known of the run so far, as signals that views read.

import { type Signal, signal } from "@preact/signals";
import { LossTrack } from "./loss-track.ts";
import type {
  Command,
  EpochLine,
  FirstLook,
  HeldOutForecast,
  Message,
  OpenedFile,
  Rivals,
  RunOrder,
  RunResult,
  RunState,
  Snapshot,
} from "./protocol.ts";

/** What is known of a run. */
export interface Seen {
  readonly phase: string;
  readonly epoch: number;
  readonly epochs: number;
  readonly batch: number;
  readonly step: number;
  /** Of the weights, where the run rests at the step that its link names. */
  readonly weights?: string;
}

const NOWHERE: Seen = { phase: "", epoch: 0, epochs: 0, batch: 0, step: 0 };

export class Engine {
  readonly state: Signal<RunState | "idle"> = signal("idle");
  readonly seen: Signal<Seen> = signal(NOWHERE);
  readonly epochs: Signal<readonly EpochLine[]> = signal([]);
  readonly pictures: Signal<string> = signal("");
  readonly result: Signal<RunResult | undefined> = signal(undefined);
  /** What a forecast's network has to beat, from before its first step on. */
  readonly rival: Signal<Rivals | undefined> = signal(undefined);
  /** What it forecasts of rows that are held out. */
  readonly heldOut: Signal<HeldOutForecast | undefined> = signal(undefined);
  /** What the pretrained network says of the file, before that is checked. */
  readonly first: Signal<FirstLook | undefined> = signal(undefined);
  /** The same with its verdict. */
  readonly instant: Signal<RunResult | undefined> = signal(undefined);
  /** What is wrong with settings, by their names. */
  readonly problems: Signal<Readonly<Record<string, string>>> = signal({});
  /** The files that are open, by their SHA-256, for as long as the page is. */
  readonly files: Signal<ReadonlyMap<string, OpenedFile>> = signal(new Map());
  /** The file that was opened last, until a view has taken it. */
  readonly arrived: Signal<OpenedFile | undefined> = signal(undefined);
  /** The name of the file that is being read. */
  readonly reading: Signal<string> = signal("");
  /** Whether the pretrained network is being asked. That is no run: `state` stays as it is. */
  readonly answering: Signal<boolean> = signal(false);
  readonly problem: Signal<string> = signal("");
  /** Grows by one with each snapshot: who draws losses reads `losses` anew. */
  readonly drawn: Signal<number> = signal(0);
  losses = new LossTrack();
  readonly #worker: Worker;
  #id = 0;
  #isInstant = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === "checked") this.problems.value = data.problems;
      else if (data.type === "opened") this.#opened(data.file);
      else if (data.type === "refused") this.#refused(data.message);
      else if (data.id === this.#id) this.#hear(data);
    };
    worker.onerror = ({ message }) => {
      this.problem.value = message || "The Worker could not be loaded.";
      this.state.value = "failed";
    };
  }

  start(order: Omit<RunOrder, "id">): void {
    this.#clear();
    this.#isInstant = order.what.kind === "instant";
    this.answering.value = this.#isInstant;
    if (this.#isInstant) this.state.value = "idle";
    else this.state.value = order.paused ? "paused" : "running";
    this.#say({ type: "start", order: { ...order, id: ++this.#id } });
  }

  /** Reads a file; `arrived` or `problem` has the answer. */
  open(file: File): void {
    this.reading.value = file.name;
    this.problem.value = "";
    this.#say({ type: "open", file });
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

  /** Ends the run; what it came to stays on the page. */
  stop(): void {
    this.#id++;
    this.#say({ type: "stop" });
    this.state.value = "stopped";
  }

  /** Ends the run and forgets it. */
  reset(): void {
    if (this.state.value !== "idle" || this.answering.value) this.stop();
    this.#clear();
    this.answering.value = false;
    this.state.value = "idle";
  }

  #clear(): void {
    this.seen.value = NOWHERE;
    this.epochs.value = [];
    this.pictures.value = "";
    this.rival.value = undefined;
    this.heldOut.value = undefined;
    this.result.value = undefined;
    this.problem.value = "";
    this.losses = new LossTrack();
    this.drawn.value++;
  }

  #opened(file: OpenedFile): void {
    this.files.value = new Map(this.files.value).set(file.sha256, file);
    this.arrived.value = file;
    this.reading.value = "";
  }

  #refused(message: string): void {
    this.problem.value = message;
    this.reading.value = "";
  }

  #say(command: Command): void {
    this.#worker.postMessage(command);
  }

  #hear(message: Exclude<Message, { type: "checked" | "opened" | "refused" }>): void {
    switch (message.type) {
      case "state":
        if (!this.#isInstant) this.state.value = message.state;
        else if (message.state === "ended" || message.state === "failed") this.answering.value = false;
        return;
      case "snapshot":
        this.#take(message.snapshot);
        // Drawn with the next frame; a hidden page has none, and trains on all the same.
        this.#say({ type: "seen" });
        return;
      case "rivals":
        this.rival.value = message.rivals;
        return;
      case "first":
        this.first.value = message.first;
        return;
      case "result":
        if (this.#isInstant) this.instant.value = message.result;
        else this.result.value = message.result;
        return;
      case "failed":
        this.problem.value = message.message;
    }
  }

  #take({ phase, epoch, batch, step, losses, phases, epochs, pictures, weights, heldOut }: Snapshot): void {
    this.losses.add(losses, phases);
    const ended = epochs.length === 0 ? this.epochs.value : [...this.epochs.value, ...epochs];
    this.epochs.value = ended;
    const most = [...ended].reverse().find((line) => line.phase === phase)?.epochs ?? this.seen.value.epochs;
    this.seen.value = { phase, epoch, epochs: most, batch, step, ...(weights !== undefined && { weights }) };
    if (pictures !== "") this.pictures.value = pictures;
    if (heldOut) this.heldOut.value = heldOut;
    this.drawn.value++;
  }
}
