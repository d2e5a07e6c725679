// The networks of a run, which somebody may watch: while they learn, and, where `watch` was given, after the end until nobody looks any more.
import type { Block } from "@recurra/report";
import type { OpenedNetwork } from "recurra/inside";
import type { LabContext, LabDial, LabResult, LabView } from "./lab.ts";

/** What holds memory of the kernels. */
interface Owned {
  dispose(): void;
}

export class Watched {
  readonly #watch: LabContext["watch"];
  readonly #dial: LabDial | undefined;
  #owned: Owned[] = [];
  #view: LabView | undefined;

  /** `dial` is the lab's, where it has one. */
  constructor({ watch }: LabContext, dial?: LabDial) {
    this.#watch = watch;
    this.#dial = dial;
  }

  /** Whether anybody looks: without, no network need outlive its phase. */
  get isWatched(): boolean {
    return this.#watch !== undefined;
  }

  /** Frees this with the run, or when nobody looks any more. */
  keep<O extends Owned>(one: O): O {
    this.#owned.push(one);
    return one;
  }

  /** Frees one before the end, unless it is watched: labs of many networks have one at a time. */
  drop(one: Owned): void {
    if (this.isWatched) return;
    this.#owned = this.#owned.filter((other) => other !== one);
    one.dispose();
  }

  /** What is seen from here on, and what happens inside; `dial` lies within the dial's ends. */
  show(
    draw: (dial: number) => readonly Block[],
    inside?: (dial: number, sequence: number | undefined) => OpenedNetwork,
  ): void {
    this.#view = {
      draw: (dial) => draw(this.#place(dial)),
      ...(inside && { inside: ({ dial, sequence } = {}) => inside(this.#place(dial), sequence) }),
    };
    this.#watch?.(this.#view);
  }

  /** What the result has of it. From then on it is for who watches to free the networks. */
  handOver(): Pick<LabResult, "view"> {
    if (!this.isWatched || this.#view === undefined) return {};
    const owned = this.#owned;
    this.#owned = [];
    return { view: { ...this.#view, dispose: () => free(owned) } };
  }

  /** At the end of the run, however it came: frees what nobody was handed. */
  dispose(): void {
    free(this.#owned);
  }

  #place(dial: number | undefined): number {
    const { least, most, initial } = this.#dial ?? { least: 0, most: 0, initial: 0 };
    return dial === undefined || Number.isNaN(dial) ? initial : Math.min(most, Math.max(least, dial));
  }
}

/** Each once: a second call finds none. */
function free(owned: Owned[]): void {
  for (const one of owned.splice(0)) one.dispose();
}
