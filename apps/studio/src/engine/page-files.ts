// The files of the page: they are open in its Worker, which is asked about them.
import { type Signal, signal } from "@preact/signals";
import type { FileAnswer, FileAnswers, FileQuestion, OpenedFile } from "./file-answers.ts";
import type { Command, FileMessage } from "./protocol.ts";

type Reading = Readonly<Record<string, string>>;

export class PageFiles {
  /** By their SHA-256, for as long as the Worker has room for them. */
  readonly open: Signal<ReadonlyMap<string, OpenedFile>> = signal(new Map());
  /** The one that was opened last, until a view has taken it. */
  readonly arrived: Signal<OpenedFile | undefined> = signal(undefined);
  /** The name of the one that is being read. */
  readonly reading: Signal<string> = signal("");
  /** Why the one that was given last could not be read. */
  readonly unread: Signal<string> = signal("");
  /** By their SHA-256, why files are not kept in this browser: "" for those that are. */
  readonly kept: Signal<ReadonlyMap<string, string>> = signal(new Map());
  readonly #say: (command: Command) => void;
  /** Questions that wait for their answers, by their numbers. */
  readonly #asked = new Map<number, { resolve(answer: FileAnswer): void; reject(error: Error): void }>();
  #questions = 0;

  constructor(say: (command: Command) => void) {
    this.#say = say;
  }

  /** Reads a file, as `asked` where it is that file; `arrived` or `unread` has the answer. */
  take(file: File, asked?: { readonly sha256: string; readonly reading: Reading }): void {
    this.reading.value = file.name;
    this.unread.value = "";
    this.#say({ type: "open", file, ...(asked && { asked }) });
  }

  /** Reads an open file by other settings; `open` has it then. */
  async read(name: string, sha256: string, reading: Reading): Promise<void> {
    this.reading.value = name;
    this.unread.value = "";
    try {
      this.#put(await this.ask({ about: "survey", sha256, reading }));
      this.reading.value = "";
    } catch (error) {
      this.#refuse((error as Error).message);
    }
  }

  /** Looks for a file among those that this browser keeps; `open` has it then, read as is asked. */
  recall({ name, sha256 }: { readonly name: string; readonly sha256: string }, reading: Reading): void {
    this.reading.value = name;
    this.#say({ type: "recall", sha256, reading });
  }

  /** Asks about a file that is open. Rejects where there is no answer. */
  ask<Q extends FileQuestion>(question: Q): Promise<FileAnswers[Q["about"]]> {
    const number = ++this.#questions;
    this.#say({ type: "ask", number, question });
    return new Promise((resolve, reject) => {
      this.#asked.set(number, { resolve: resolve as (answer: FileAnswer) => void, reject });
    });
  }

  /** What the Worker tells of files. */
  hear(message: FileMessage): void {
    if (message.type === "opened") {
      this.#put(message.file);
      if (!message.recalled) this.arrived.value = message.file;
      this.reading.value = "";
      this.unread.value = "";
    } else if (message.type === "closed") {
      this.open.value = new Map([...this.open.value].filter(([sha256]) => sha256 !== message.sha256));
    } else if (message.type === "refused") this.#refuse(message.message);
    else if (message.type === "missing") this.reading.value = "";
    else if (message.type === "kept") this.kept.value = new Map(this.kept.value).set(message.sha256, message.problem);
    else this.#answer(message.number, message.answer);
  }

  #put(file: OpenedFile): void {
    this.open.value = new Map(this.open.value).set(file.sha256, file);
  }

  #refuse(message: string): void {
    this.unread.value = message;
    this.reading.value = "";
  }

  #answer(number: number, answer: FileAnswer | string): void {
    const asked = this.#asked.get(number);
    this.#asked.delete(number);
    if (typeof answer === "string") asked?.reject(new Error(answer));
    else asked?.resolve(answer);
  }
}
