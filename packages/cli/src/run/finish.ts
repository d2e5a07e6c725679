import { Interrupted } from "../terminal/failure.ts";
import { sentenceOf } from "../terminal/wording.ts";
import type { Interruption } from "./interrupt.ts";
import type { RunFacts, RunFolder } from "./run-folder.ts";

/** Does a run's work, up to Ctrl-C; however it ends, the folder says so. `factsOf` is what run.json tells of a result. */
export async function finishIn<T>(
  folder: Pick<RunFolder<string>, "end" | "release">,
  interruption: Interruption,
  work: (signal: AbortSignal) => Promise<T>,
  factsOf: (result: T) => RunFacts,
): Promise<T> {
  interruption.atOnce = () => endQuietly(folder, new Interrupted("INTERRUPTED", "", "interrupted"));
  try {
    const result = await work(interruption.signal);
    folder.end("done", factsOf(result));
    return result;
  } catch (error) {
    endQuietly(folder, error as Error);
    throw error;
  }
}

/** The first failure is the one to tell: a full disk may refuse run.json too, which then shows as interrupted. */
function endQuietly(folder: Pick<RunFolder<string>, "end" | "release">, error: Error): void {
  try {
    folder.end(error instanceof Interrupted ? "interrupted" : "failed", { error: sentenceOf(error) });
  } catch {
    folder.release();
  }
}
