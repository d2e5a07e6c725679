// Plans that are kept for shapes that come again. A plan is captured when its shapes come for the second time, and its packed weights are
// renewed when the versions of the parameters tell that these have changed.

import type { Parameter, Plan } from "../tensor/index.ts";
import { livingVersionsOf } from "../tensor/parameter.ts";

/** A plan with what is known of it. */
export interface KeptPlan {
  readonly key: string;
  readonly plan: Plan;
  /** How often it has been run on this thread. */
  runs: number;
  /** With which of its runs it is compared with the tape next. */
  check: number;
  /** The versions of the parameters whose packed weights it has. */
  packed: number;
}

/** How many plans are kept. */
export interface CacheRoom {
  readonly plans: number;
  /** What happens when there are as many: the one that was not used for the longest time goes, or no other is captured. */
  readonly full: "replace" | "refuse";
}

/** No more than this of one shape: a model whose draws choose among more paths would capture plans and seldom use them. */
const MOST_PATHS = 8;

/** Plans of caches that were forgotten without dispose(). */
const forgotten = /* @__PURE__ */ new FinalizationRegistry<KeptPlan[]>(release);

function release(plans: KeptPlan[]): void {
  for (const { plan } of plans.splice(0)) plan.dispose();
}

export class PlanCache {
  readonly #parameters: readonly Parameter[];
  readonly #room: CacheRoom;
  readonly #seen = new Set<string>();
  /** Shapes that took too many paths. */
  readonly #varied = new Set<string>();
  /** With "replace", in the order of their last use. */
  readonly #plans: KeptPlan[] = [];

  constructor(parameters: readonly Parameter[], room: CacheRoom) {
    this.#parameters = parameters;
    this.#room = room;
    forgotten.register(this, this.#plans, this);
  }

  /** The plan for these shapes whose draws, with this seed, take the same path. */
  find(key: string, seed: number): KeptPlan | undefined {
    const plans = this.#plans;
    for (let at = plans.length - 1; at >= 0; at--) {
      const kept = plans[at];
      if (kept.key !== key || !kept.plan.agrees(seed)) continue;
      if (this.#room.full === "replace" && at < plans.length - 1) plans.push(...plans.splice(at, 1));
      return kept;
    }
    return undefined;
  }

  /** Whether these shapes come for the first time. */
  isNew(key: string): boolean {
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  /** Whether there is room for another plan of these shapes. Where they take too many paths, the plans of all of them go. */
  hasRoomFor(key: string): boolean {
    const { plans, full } = this.#room;
    if (this.#varied.has(key) || (full === "refuse" && this.#plans.length >= plans)) return false;
    const paths = this.#plans.filter((kept) => kept.key === key);
    if (paths.length < MOST_PATHS) return true;
    for (const kept of paths) this.#drop(kept);
    this.#varied.add(key);
    return false;
  }

  add(key: string, plan: Plan): KeptPlan {
    if (this.#plans.length >= this.#room.plans) this.#drop(this.#plans[0]);
    const kept = { key, plan, runs: 0, check: 1, packed: -1 };
    this.#plans.push(kept);
    return kept;
  }

  /** Makes sure that a plan has the packed weights of the parameters as they are now. Throws for a parameter that is gone. */
  pack(kept: KeptPlan): void {
    const versions = livingVersionsOf(this.#parameters);
    if (kept.packed !== versions) kept.plan.pack();
    kept.packed = versions;
  }

  /** Gives the plans' memory back. */
  clear(): void {
    release(this.#plans);
  }

  #drop(kept: KeptPlan): void {
    this.#plans.splice(this.#plans.indexOf(kept), 1);
    kept.plan.dispose();
  }
}
