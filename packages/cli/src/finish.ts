import { Interrupted } from "./failure.ts";
import { interruptible } from "./interrupt.ts";
import type { RunFacts, RunFolder } from "./run-folder.ts";

/** Does a run's work, up to Ctrl-C; however it ends, the folder says so. `factsOf` is what run.json tells of a result. */
export async function finishIn<T>(
  folder: Pick<RunFolder<string>, "end">,
  work: (signal: AbortSignal) => Promise<T>,
  factsOf: (result: T) => RunFacts,
): Promise<T> {
  try {
    const result = await interruptible(work, () => folder.end("interrupted"));
    folder.end("done", factsOf(result));
    return result;
  } catch (error) {
    folder.end(error instanceof Interrupted ? "interrupted" : "failed", { error: (error as Error).message });
    throw error;
  }
}
