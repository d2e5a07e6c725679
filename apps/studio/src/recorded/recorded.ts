// What a page shows before anything runs: runs that were recorded (`apps/studio/record`), drawn when the page was built. They are fetched when
// they are needed.
import type { Sketch, Strip } from "./sketch.ts";

const addresses = import.meta.glob<string>("./drawn/*", { query: "?url&no-inline", import: "default", eager: true });

/** undefined where it is not there: then the page has no picture, and does without. */
async function fetched(name: string): Promise<Response | undefined> {
  const address = addresses[`./drawn/${name}`];
  const answer = address === undefined ? undefined : await fetch(address).catch(() => undefined);
  return answer?.ok ? answer : undefined;
}

/** What a lab's run at its defaults came to, as HTML that @recurra/report made; "" where nothing was recorded. */
export async function recordedPicture(lab: string): Promise<string> {
  return (await (await fetched(`${lab}.html`))?.text()) ?? "";
}

/** A sketch of each lab, by its name. */
export async function recordedSketches(): Promise<Readonly<Record<string, Sketch>>> {
  return (await (await fetched("sketches.json"))?.json()) ?? {};
}

export async function recordedStrip(): Promise<Strip | undefined> {
  return (await fetched("strip.json"))?.json();
}
