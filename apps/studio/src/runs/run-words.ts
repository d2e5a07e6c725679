// A run in words.
import { labFacts } from "virtual:lab-facts";
import { labelOf } from "../engine/wording.ts";
import { type RunLink, readLink } from "../link/run-link.ts";
import type { RunSummary } from "../stored/run-record.ts";
import type { DefaultOf } from "./differences.ts";

/** The link of a summary, which was read before. */
export function linkOf({ link }: RunSummary): RunLink {
  return readLink(link)!;
}

/** "Close of aapl.csv", "Inside a cell". */
export function titleOf({ run, settings, file }: RunLink): string {
  if (run === "forecast") return [settings.target ?? "Forecast", ...(file ? [file.name] : [])].join(" of ");
  const name = run.replace("lab/", "");
  return labFacts.find((lab) => lab.name === name)?.title ?? name;
}

/** What a run is called: by its owner, or by what it is. */
export function nameOf(summary: RunSummary): string {
  return summary.name ?? titleOf(linkOf(summary));
}

/** A lab's defaults are known; a forecast finds its own. */
export const defaultOf: DefaultOf = (run, setting) => {
  const lab = labFacts.find(({ name }) => run === `lab/${name}`);
  return lab?.options.find(({ name }) => name === setting)?.default ?? "as found";
};

/** A setting by its label, or a word as it is. */
export const labelOfDifference = (what: string): string => (/^[a-z]+$/.test(what) ? what : labelOf(what));

/** "today at 14:03", "on 2026-11-30 at 14:03": on the reader's clock. */
export function sayTime(when: number, now: number = Date.now()): string {
  const [day, today] = [when, now].map((time) => dayOf(new Date(time)));
  const date = new Date(when);
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return day === today ? `today at ${clock}` : `on ${day} at ${clock}`;
}

function dayOf(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const two = (count: number): string => String(count).padStart(2, "0");

/** "1.2 MB". */
export function sayBytes(count: number): string {
  if (count < 1000) return `${count} bytes`;
  return count < 1e6 ? `${(count / 1e3).toPrecision(3)} kB` : `${(count / 1e6).toPrecision(3)} MB`;
}
