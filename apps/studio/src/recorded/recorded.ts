// What a page shows before anything runs: pictures of runs that were recorded when the page was made, by `npm run docs:studio-pictures`.
// They are loaded when they are needed.
import type { Sketch, Strip } from "./sketch.ts";

const pictures = import.meta.glob<string>("./*.html", { query: "?raw", import: "default" });

/** What a lab's run at its defaults came to, as HTML that @recurra/report made; "" where nothing was recorded. */
export async function recordedPicture(lab: string): Promise<string> {
  return (await pictures[`./${lab}.html`]?.()) ?? "";
}

/** A sketch of each lab, by its name. */
export async function recordedSketches(): Promise<Readonly<Record<string, Sketch>>> {
  return (await import("./sketches.json")).default;
}

export async function recordedStrip(): Promise<Strip> {
  return (await import("./strip.json")).default as unknown as Strip;
}
