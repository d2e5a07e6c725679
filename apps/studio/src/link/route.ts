// Where the page is: what the URL's fragment says, kept in step with the browser's own Back and Forward.
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { LinkError, type RunLink, readLink, writeLink } from "./run-link.ts";

interface Route {
  readonly link: RunLink | undefined;
  /** A page that is no run: the list of those that are kept. */
  readonly room?: "runs";
  /** What is wrong with the link that was followed. */
  readonly problem: string;
  /** Grows by one where the page goes to another link: a click, Back, a link that was pasted. What was shown is then no longer meant. */
  readonly visit: number;
}

function routeOf(fragment: string, visit: number): Route {
  if (fragment === "#runs") return { link: undefined, room: "runs", problem: "", visit };
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
  // A dial, or controls that are not shown, are no part of a run: the entry shows the kept one that it showed.
  const isSame = current.value.link !== undefined && runOf(current.value.link) === runOf(link);
  history.replaceState(isSame ? history.state : null, "", `#${writeLink(link)}`);
  current.value = { link, problem: "", visit: current.value.visit };
}

function runOf(link: RunLink): string {
  const { dial: _, controls: __, ...run } = link;
  return writeLink(run);
}

// An entry of the browser's history remembers which kept run it shows: the link is the run for everybody, this is for who comes back to it, by
// Back, Forward or by loading the page again.

/** The kept run of this entry. Whatever is found there is a text at most. */
export function runOfEntry(): string | undefined {
  const { run } = (history.state ?? {}) as { readonly run?: unknown };
  return typeof run === "string" ? run : undefined;
}

/** This entry shows a kept run; or, without one, the link's from its beginning. */
export function markEntry(run: string | undefined): void {
  history.replaceState(run === undefined ? null : { run }, "");
}

/** Goes to a kept run. */
export function goToKept(link: RunLink, run: string): void {
  history.pushState({ run }, "", `#${writeLink(link)}`);
  current.value = { link, problem: "", visit: current.value.visit + 1 };
}
