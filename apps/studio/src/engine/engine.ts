// The page's side of the Worker: what it is asked, and what is known of the run so far, as signals that views read.

import { batch, type Signal, signal } from "@preact/signals";
import type { OpenedNetwork } from "recurra/inside";
import type { FileAnswer, FileAnswers, FileQuestion, OpenedFile } from "./file-answers.ts";
import type { LossTrack } from "./loss-track.ts";
import type { PhaseTracks } from "./phase-tracks.ts";
import type {
  Command,
  EpochLine,
  FirstLook,
  HeldOutForecast,
  Look,
  Message,
  Rivals,
  RunOrder,
  RunResult,
  RunState,
  Snapshot,
} from "./protocol.ts";
import { Replay } from "./replay.ts";
import { NOWHERE, RunSoFar, type Seen } from "./run-so-far.ts";

export type { Seen } from "./run-so-far.ts";

/** What happens to a run: it begins, or goes on where a kept one was; there is more of it; it rests, goes on or ends; its page is left. */
export type RunNews = "begun" | "goes on" | "more" | "turned" | "left";

export class Engine {
  readonly state: Signal<RunState | "idle"> = signal("idle");
  readonly seen: Signal<Seen> = signal(NOWHERE);
  readonly epochs: Signal<readonly EpochLine[]> = signal([]);
  readonly pictures: Signal<string> = signal("");
  /** The network over one sequence, while the page looks into it. */
  readonly inside: Signal<OpenedNetwork | undefined> = signal(undefined);
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
  /** By their SHA-256, why files are not kept in this browser: "" for those that are. */
  readonly kept: Signal<ReadonlyMap<string, string>> = signal(new Map());
  /** Whether the pretrained network is being asked. That is no run: `state` stays as it is. */
  readonly answering: Signal<boolean> = signal(false);
  readonly problem: Signal<string> = signal("");
  /** Why the file that was given last could not be read. */
  readonly unread: Signal<string> = signal("");
  /** Whether what is shown was kept, and the Worker has nothing of it: `start` goes on from there, or takes it to its end again. */
  readonly waits: Signal<boolean> = signal(false);
  /** Steps of a kept run that are taken once more, before it goes on. */
  readonly replaying: Signal<{ readonly step: number; readonly of: number } | undefined> = signal(undefined);
  /** Whether a replay came to other losses than were kept. */
  readonly differs: Signal<boolean> = signal(false);
  /** Grows by one with each snapshot that is shown: who draws losses reads `losses` anew. */
  readonly drawn: Signal<number> = signal(0);
  /** Told of the run, whether anybody looks at the page or not. */
  onNews: (run: RunSoFar, news: RunNews) => void = () => {};
  readonly #worker: Worker;
  #id = 0;
  /** Questions that wait for their answers, by their numbers. */
  readonly #asked = new Map<number, { resolve(answer: FileAnswer): void; reject(error: Error): void }>();
  #questions = 0;
  #isInstant = false;
  #run = new RunSoFar();
  #replay: Replay | undefined;
  #frame = 0;
  #look: Look | undefined;
  #inside: OpenedNetwork | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === "checked") this.problems.value = data.problems;
      else if (data.type === "opened") this.#opened(data.file, data.recalled);
      else if (data.type === "refused") this.#refused(data.message);
      else if (data.type === "answer") this.#answered(data.number, data.answer);
      else if (data.type === "missing") this.reading.value = "";
      else if (data.type === "kept") this.kept.value = new Map(this.kept.value).set(data.sha256, data.problem);
      else if (data.id === this.#id) this.#hear(data);
    };
    worker.onerror = ({ message }) => {
      this.problem.value = message || "The Worker could not be loaded.";
      this.state.value = "failed";
    };
  }

  get losses(): LossTrack {
    return this.#run.losses;
  }

  /** The same losses, each phase from its own first step. */
  get tracks(): PhaseTracks {
    return this.#run.tracks;
  }

  /** Begins a run, or goes on with the kept one that is shown. */
  start(order: Omit<RunOrder, "id" | "replay">): void {
    this.#isInstant = order.what.kind === "instant";
    this.answering.value = this.#isInstant;
    const kept = this.waits.value ? this.#run : undefined;
    if (!kept) this.#clear();
    if (this.#isInstant) {
      if (!kept) this.state.value = "idle";
      this.#begin(order);
      return;
    }
    this.waits.value = false;
    this.#begin({ ...order, ...(kept && { replay: { steps: kept.seen.step, epochs: kept.epochs.length } }) });
    this.#replay = kept && new Replay(kept);
    this.replaying.value = kept && { step: 0, of: kept.seen.step };
    this.state.value = order.paused && !kept ? "paused" : "running";
    this.onNews(this.#run, kept ? "goes on" : "begun");
  }

  #begin(order: Omit<RunOrder, "id">): void {
    this.#say({ type: "start", order: { ...order, id: ++this.#id, ...(this.#look && { look: this.#look }) } });
  }

  /** Shows a run that was kept: it rests, until `start` goes on with it. */
  restore(run: RunSoFar): void {
    this.#clear();
    this.#run = run;
    this.state.value = run.state;
    this.waits.value = run.state === "paused" || run.state === "ended";
    this.problem.value = run.problem;
    this.#show();
  }

  /** Reads a file, as `asked` where it is that file; `arrived` or `problem` has the answer. */
  open(file: File, asked?: { readonly sha256: string; readonly reading: Readonly<Record<string, string>> }): void {
    this.reading.value = file.name;
    this.unread.value = "";
    this.#say({ type: "open", file, ...(asked && { asked }) });
  }

  /** Asks about a file that is open. Rejects where there is no answer. */
  ask<Q extends FileQuestion>(question: Q): Promise<FileAnswers[Q["about"]]> {
    const number = ++this.#questions;
    this.#say({ type: "ask", number, question });
    return new Promise((resolve, reject) => {
      this.#asked.set(number, { resolve: resolve as (answer: FileAnswer) => void, reject });
    });
  }

  /** Reads an open file by other settings; `files` has it then. */
  async read(name: string, sha256: string, reading: Readonly<Record<string, string>>): Promise<void> {
    this.reading.value = name;
    this.unread.value = "";
    try {
      const file = await this.ask({ about: "survey", sha256, reading });
      this.files.value = new Map(this.files.value).set(sha256, file);
      this.reading.value = "";
    } catch (error) {
      this.#refused((error as Error).message);
    }
  }

  /** Looks for a file among those that this browser keeps; `files` has it then, read as is asked. */
  recall(
    { name, sha256 }: { readonly name: string; readonly sha256: string },
    reading: Readonly<Record<string, string>>,
  ): void {
    this.reading.value = name;
    this.#say({ type: "recall", sha256, reading });
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

  /** Looks into the network of this run and of those to come, or no more; `inside` has what is seen. */
  look(look: Look | undefined): void {
    this.#look = look;
    if (look === undefined) {
      this.#inside = undefined;
      this.inside.value = undefined;
    }
    this.#say({ type: "look", look });
  }

  /** The page is shown, or hidden. */
  see(isSeen: boolean): void {
    this.#say({ type: "see", isSeen });
  }

  /** Ends the run; what it came to stays on the page. */
  stop(): void {
    this.#id++;
    this.#say({ type: "stop" });
    this.state.value = "stopped";
  }

  /** Ends the run and forgets it. */
  reset(): void {
    if (this.state.value !== "idle" || this.answering.value) {
      if (this.state.value !== "idle") this.onNews(this.#run, "left");
      this.stop();
    }
    this.#clear();
    this.answering.value = false;
    this.state.value = "idle";
  }

  #clear(): void {
    this.#run = new RunSoFar();
    this.#replay = undefined;
    this.replaying.value = undefined;
    this.waits.value = false;
    this.differs.value = false;
    this.#inside = undefined;
    this.problem.value = "";
    this.#show();
  }

  #opened(file: OpenedFile, recalled: boolean): void {
    this.files.value = new Map(this.files.value).set(file.sha256, file);
    if (!recalled) this.arrived.value = file;
    this.reading.value = "";
    this.unread.value = "";
  }

  #answered(number: number, answer: FileAnswer | string): void {
    const asked = this.#asked.get(number);
    this.#asked.delete(number);
    if (typeof answer === "string") asked?.reject(new Error(answer));
    else asked?.resolve(answer);
  }

  #refused(message: string): void {
    this.unread.value = message;
    this.reading.value = "";
  }

  #say(command: Command): void {
    this.#worker.postMessage(command);
  }

  #hear(
    message: Extract<Message, { type: "state" | "snapshot" | "rivals" | "first" | "instant" | "result" | "failed" }>,
  ): void {
    switch (message.type) {
      case "state":
        if (this.#isInstant) {
          if (message.state === "ended" || message.state === "failed") this.answering.value = false;
          return;
        }
        this.state.value = message.state;
        if (message.state === "ended" || message.state === "failed") this.#endReplay();
        if (this.#replay) return;
        this.#run.state = message.state;
        this.onNews(this.#run, "turned");
        return;
      case "snapshot":
        if (!this.#isInstant) this.#take(message.snapshot);
        this.#say({ type: "seen" });
        return;
      case "rivals":
        if (this.#isInstant) return;
        (this.#replay?.run ?? this.#run).rival = message.rivals;
        this.#show();
        return;
      case "first":
        this.first.value = message.first;
        return;
      case "instant":
        this.instant.value = message.result;
        return;
      case "result":
        if (this.#isInstant) {
          this.instant.value = message.result;
          return;
        }
        this.#endReplay();
        this.#run.result = message.result;
        this.#show();
        return;
      case "failed":
        this.problem.value = message.message;
        if (this.#replay) this.#waitAgain();
        else if (!this.#isInstant) this.#run.problem = message.message;
    }
  }

  #take(snapshot: Snapshot): void {
    // What was asked for before the page stopped looking may still come.
    if (snapshot.inside && this.#look) this.#inside = snapshot.inside;
    if (this.#replay) {
      this.#replay.take(snapshot);
      if (this.#replay.isDone) this.#endReplay();
    } else this.#run.take(snapshot);
    if (!this.#replay) this.onNews(this.#run, "more");
    // Drawn with the next frame: a hidden page has none, and trains on all the same.
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#show();
      });
    }
  }

  /** The run is where the kept one was, or at its end: from here on it is shown, and kept. */
  #endReplay(): void {
    if (!this.#replay) return;
    const { run, isSame, isDone } = this.#replay;
    this.differs.value = !isDone || !isSame;
    run.state = this.state.value === "idle" ? "running" : this.state.value;
    if (isSame) run.weights ??= this.#run.weights;
    this.#run = run;
    this.#replay = undefined;
  }

  /** Nothing came of the replay: what was kept is still there. */
  #waitAgain(): void {
    this.#id++;
    this.#replay = undefined;
    this.state.value = this.#run.state;
    this.waits.value = true;
    this.#show();
  }

  #show(): void {
    const { seen, epochs, pictures, rival, heldOut, result } = this.#run;
    batch(() => {
      this.seen.value = seen;
      this.epochs.value = epochs;
      this.pictures.value = pictures;
      this.rival.value = rival;
      this.heldOut.value = heldOut;
      this.inside.value = this.#inside;
      this.result.value = result;
      this.replaying.value = this.#replay && { step: this.#replay.run.seen.step, of: this.#replay.of };
      this.drawn.value++;
    });
  }
}
