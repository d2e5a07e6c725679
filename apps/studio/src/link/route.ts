// Where the page is: what the URL's fragment says, kept in step with the browser's own Back and Forward.
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { LinkError, type RunLink, readLink, writeLink } from "./run-link.ts";

export interface Route {
  readonly link: RunLink | undefined;
  /** What is wrong with the link that was followed. */
  readonly problem: string;
  /** Grows by one where the page goes to another link: a click, Back, a link that was pasted. What was shown is then no longer meant. */
  readonly visit: number;
}

function routeOf(fragment: string, visit: number): Route {
  try {
    return { link: readLink(fragment), problem: "", visit };
  } catch (error) {
    if (error instanceof LinkError) return { link: undefined, problem: error.message, visit };
    throw error;
  }
}

const current: Signal<Route> = signal(routeOf(location.hash, 0));

addEventListener("hashchange", () => {
  current.value = routeOf(location.hash, current.value.visit + 1);
});

export const route: ReadonlySignal<Route> = current;

/** Goes to a run: a step of the browser's history, so that Back leads to where one was. */
export function goTo(link: RunLink): void {
  const fragment = `#${writeLink(link)}`;
  if (fragment !== location.hash) location.hash = fragment;
}

/** A control was moved: the link of the page is the run that Play will start, without a step of history for each key. */
export function replaceLink(link: RunLink): void {
  history.replaceState(null, "", `#${writeLink(link)}`);
  current.value = { link, problem: "", visit: current.value.visit };
}
