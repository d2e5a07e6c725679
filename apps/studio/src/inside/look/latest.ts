// What is shown of a network that learns: the newest, taken in an animation frame, and only while somebody can see it.
import { batch, effect, type ReadonlySignal } from "@preact/signals";
import type { OpenedNetwork } from "recurra/inside";
import type { Look } from "./look.ts";

/** Keeps `look` at the newest of `source` while `place` is on the screen; what this gives ends it. */
export function followLatest(
  source: ReadonlySignal<OpenedNetwork | undefined>,
  look: Look,
  place: Element,
): () => void {
  let waiting: OpenedNetwork | undefined;
  let isVisible = false;
  let frame = 0;
  const take = (): void => {
    const next = waiting;
    waiting = undefined;
    if (next) batch(() => look.take(next));
  };
  const request = (): void => {
    // The first one gives the page its height; without it there would be nothing to scroll to.
    if ((!isVisible && look.kept.peek().length > 0) || frame !== 0 || !waiting) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      take();
    });
  };
  const observer = new IntersectionObserver((entries) => {
    isVisible = entries.at(-1)?.isIntersecting ?? false;
    request();
  });
  observer.observe(place);
  const stop = effect(() => {
    const next = source.value;
    // The last of one network stays beside the next one, seen or not.
    if (waiting && waiting.title !== next?.title) take();
    waiting = next;
    if (next) request();
    else if (look.kept.peek().length > 0) batch(() => look.forget());
  });
  return () => {
    stop();
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
}
