// What the pretrained network says of a file, as signals that views read. That is no run: what is shown of one stays as it is.
import { type Signal, signal } from "@preact/signals";
import type { FirstLook, RunMessage, RunResult } from "./protocol.ts";

export class UntrainedAnswer {
  /** Before it is checked. */
  readonly first: Signal<FirstLook | undefined> = signal(undefined);
  /** The same with its verdict. */
  readonly result: Signal<RunResult | undefined> = signal(undefined);
  /** Whether it is being asked for. A run that begins ends that. */
  readonly isAsked: Signal<boolean> = signal(false);
  readonly problem: Signal<string> = signal("");

  ask(): void {
    this.isAsked.value = true;
    this.problem.value = "";
  }

  /** It is not waited for any more. */
  leave(): void {
    this.isAsked.value = false;
    this.problem.value = "";
  }

  /** Of another file, or by other settings, something else may be said. */
  forget(): void {
    this.first.value = undefined;
    this.result.value = undefined;
  }

  /** What the Worker tells while it is asked for, or of it while a run is trained. */
  hear(message: RunMessage): void {
    if (message.type === "first") this.first.value = message.first;
    else if (message.type === "instant" || message.type === "result") this.result.value = message.result;
    else if (message.type === "failed") this.problem.value = message.message;
    else if (message.type === "state" && (message.state === "ended" || message.state === "failed"))
      this.isAsked.value = false;
  }
}
