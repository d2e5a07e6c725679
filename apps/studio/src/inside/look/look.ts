// How a page looks inside: which network and layer of those that it has, where the cursor stands, and what is lit in slow motion.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { OpenedLayer, OpenedNetwork, OpenedQuantity } from "recurra/inside";
import { type Cursor, within } from "./cursor.ts";
import { keepLast } from "./gallery.ts";

/** Networks that have been looked into. */
let looks = 0;

export class Look {
  /** Of the sentence on the page that says what keys do: two networks may stand on it. */
  readonly keysId: string = `inside-keys-${++looks}`;
  /** The last of each title. */
  readonly kept: Signal<readonly OpenedNetwork[]> = signal([]);
  /** The title that was chosen; "" follows the one that is being trained. */
  readonly chosen: Signal<string> = signal("");
  readonly layerAt: Signal<number> = signal(0);
  readonly pinned: Signal<boolean> = signal(false);
  /** The stage in slow motion; -1 where the whole step is shown. */
  readonly stage: Signal<number> = signal(-1);
  readonly network: ReadonlySignal<OpenedNetwork | undefined>;
  readonly layer: ReadonlySignal<OpenedLayer | undefined>;
  /** Gates and candidate as the weights have them, then the memory, then h. */
  readonly quantities: ReadonlySignal<readonly OpenedQuantity[]>;
  readonly steps: ReadonlySignal<number>;
  readonly units: ReadonlySignal<number>;
  /** The cursor, where there is something; the same object until it moves. */
  readonly place: ReadonlySignal<Cursor>;
  readonly #cursor: Signal<Cursor | undefined> = signal(undefined);
  readonly #latest: Signal<string> = signal("");

  constructor() {
    this.network = computed(() => {
      const title = this.chosen.value || this.#latest.value;
      return this.kept.value.find((one) => one.title === title) ?? this.kept.value.at(-1);
    });
    this.layer = computed(() => {
      const layers = this.network.value?.layers ?? [];
      return layers[Math.min(this.layerAt.value, layers.length - 1)];
    });
    this.quantities = computed(() => {
      const { gates = [], states = [] } = this.layer.value ?? {};
      return [...gates, ...states.slice(1), ...states.slice(0, 1)];
    });
    this.steps = computed(() => this.layer.value?.steps ?? 1);
    this.units = computed(() => this.layer.value?.hiddenSize ?? 1);
    let last: Cursor | undefined;
    this.place = computed(() => {
      const next = this.#placed();
      if (!last || last.t !== next.t || last.unit !== next.unit || last.symbol !== next.symbol) last = next;
      return last;
    });
  }

  /** What step t is called beside its number: a date, a character; undefined where it has no other name. */
  stepName(t: number): string | undefined {
    const at = t + (this.layer.value?.from ?? 0);
    const name = this.network.value?.stepNames?.[at]?.replace(`step ${at + 1}`, "").replace(/^, /, "");
    return name === "" ? undefined : name;
  }

  /** The network as it is now. */
  take(network: OpenedNetwork): void {
    this.kept.value = keepLast(this.kept.value, network);
    this.#latest.value = network.title;
  }

  /** Another run begins. */
  forget(): void {
    this.kept.value = [];
    this.chosen.value = "";
    this.layerAt.value = 0;
    this.pinned.value = false;
    this.stage.value = -1;
    this.#cursor.value = undefined;
  }

  /** Moves the cursor, wherever it was pinned. */
  move(part: Partial<Cursor>): void {
    const next = { ...this.place.value, ...part };
    const { t, unit, symbol } = this.place.value;
    if (this.#cursor.value && next.t === t && next.unit === unit && next.symbol === symbol) return;
    this.#cursor.value = next;
  }

  /** The pointer passes over a place: the cursor goes with it unless it is pinned. */
  hover(part: Partial<Cursor>): void {
    if (!this.pinned.value) this.move(part);
  }

  /** A click: pins the cursor there, or lets it go again. */
  pin(part: Partial<Cursor>): void {
    const { t, unit } = this.place.value;
    const same = (part.t ?? t) === t && (part.unit ?? unit) === unit;
    this.pinned.value = !(this.pinned.value && same);
    this.move(part);
  }

  #placed(): Cursor {
    const [steps, units] = [this.steps.value, this.units.value];
    const has = (symbol: string): boolean => this.quantities.value.some((one) => one.symbol === symbol);
    const cursor = this.#cursor.value ?? { t: Math.floor(steps / 2), unit: 0, symbol: "f" };
    const symbol = has(cursor.symbol) ? cursor.symbol : (this.quantities.value[0]?.symbol ?? "h");
    return within({ ...cursor, symbol }, { steps, units });
  }
}
