/**
 * Runs work that calls back, and yields what it was called with last, as often as the consumer asks. Left early, it aborts the signal
 * that the work was given.
 */
export async function* reportProgress<T, Word>(
  start: (tell: (word: Word) => void, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Word, T, undefined> {
  const own = new AbortController();
  const stop = (): void => own.abort(signal?.reason);
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  let latest: Word | undefined;
  let wake = (): void => {};
  let ended = false;
  try {
    const work = start((word) => {
      latest = word;
      wake();
    }, own.signal);
    const over = work.then(
      () => {
        ended = true;
      },
      () => {
        ended = true;
      },
    );
    while (!ended || latest !== undefined) {
      if (latest === undefined) {
        const called = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await Promise.race([called, over]);
        continue;
      }
      const shown = latest;
      latest = undefined;
      yield shown;
    }
    return await work;
  } finally {
    signal?.removeEventListener("abort", stop);
    own.abort();
  }
}
