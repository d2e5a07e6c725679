// A contender is a process of its own that is warm and answers each line with the seconds of one run (answer.mjs). It never
// throws: what cannot run, ends, or is silent for too long is out, and `out` says why.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Longer than any warm-up or run, in milliseconds. */
const longest = 120_000;

export class Contender {
  /** What it is: { name, side, ... } of contenders.mjs. */
  label;
  /** Its first line: { peer, per, threads, ... }. */
  about;
  /** Why it takes no part (any more). */
  out;
  /** The seconds of its runs, in order. */
  seconds = [];
  /** How long its last answer took, in seconds: the whole run, where `seconds` is scaled. */
  waited = 0;
  megabytes;
  #child;
  #lines;
  #errors = "";
  #patience;

  /**
   * `command` with `args` is the process, in the folder `cwd`, with `env` beside what is in the environment, whose answers are
   * waited for `patience` milliseconds, the rest its label.
   */
  constructor({ command, args, cwd, env, patience = longest, ...label }) {
    this.label = label;
    this.#patience = patience;
    this.#child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
    this.#child.on("error", (error) => {
      this.out ??= error.message;
    });
    this.#child.stdin.on("error", () => {}); // it has ended, which the next answer tells
    this.#child.stderr.on("data", (text) => {
      this.#errors = (this.#errors + text).slice(-2000);
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Waits until it is warm. */
  async start() {
    this.about = await this.#answer();
    return this;
  }

  /** One run. */
  async time() {
    const asked = performance.now();
    const answer = await this.#ask("");
    this.waited = (performance.now() - asked) / 1000;
    if (answer) this.seconds.push(answer.seconds);
  }

  /** Asks for its memory and ends it. */
  async end() {
    this.megabytes = (await this.#ask("memory"))?.megabytes;
    this.#child.stdin.end();
    if (this.#child.exitCode === null) setTimeout(() => this.#child.kill("SIGKILL"), 2000).unref();
  }

  async #ask(line) {
    if (this.out !== undefined) return undefined;
    this.#child.stdin.write(`${line}\n`);
    return this.#answer();
  }

  async #answer() {
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, this.#patience, { late: true });
    });
    const { value, done, late: isLate } = await Promise.race([this.#nextAnswer(), late]);
    clearTimeout(timer);
    if (isLate) this.out ??= `no answer for ${this.#patience / 1000} seconds`;
    else if (done) this.out ??= this.#lastWords();
    else {
      const answer = JSON.parse(value);
      if (answer.unavailable === undefined) return answer;
      this.out ??= answer.unavailable;
    }
    this.#child.kill("SIGKILL");
    return undefined;
  }

  /** The next line that is an answer: libraries may have words of their own. */
  async #nextAnswer() {
    for (;;) {
      const next = await this.#lines.next();
      if (next.done || next.value.startsWith("{")) return next;
    }
  }

  /** The last line that it wrote as an error. */
  #lastWords() {
    return this.#errors.trim().split("\n").at(-1) || "it ended without a word";
  }
}
