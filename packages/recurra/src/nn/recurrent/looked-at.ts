// Who looks into every recurrent network that runs, whoever runs it. Nobody does while a network trains, and asking is then one comparison.
import type { Tensor } from "../../tensor/index.ts";
import type { Module } from "../module/module.ts";
import type { RecurrentTrace } from "./recurrent-trace.ts";

/** How a network is run. */
interface LookedAtOptions {
  readonly state?: Readonly<Record<string, Tensor>>;
  readonly lengths?: readonly number[];
}

/** What is looked at a pass with: where its steps go, and what it reads in place of x: the same numbers. */
interface Look {
  readonly trace: RecurrentTrace;
  readonly x: Tensor;
}

/** Is told of every pass before it runs. */
export type Looker = (network: Module, x: Tensor, options: LookedAtOptions) => Look;

let looker: Looker | undefined;

/** How a pass is looked at; undefined where nobody looks. */
export function lookAt(network: Module, x: Tensor, options: object): Look | undefined {
  return looker?.(network, x, options as LookedAtOptions);
}

/** Runs `body`, synchronously, while `next` looks into every recurrent network that it runs; gives what it returns. */
export function lookingAt<T>(next: Looker, body: () => T): T {
  const before = looker;
  looker = next;
  try {
    return body();
  } finally {
    looker = before;
  }
}
