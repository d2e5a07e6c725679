// A lab as the Worker runs it: paced, told of in snapshots, to its report.
import { type Lab, type LabView, labs, settingsOf, tellRemedies, withCode } from "@recurra/labs";
import { type Block, blockBody, documentBody, documentPage } from "@recurra/report";
import { readOption } from "recurra/core";
import type { Look, RunOrder, RunResult, RunWhat, Snapshot } from "../engine/protocol.ts";
import { wording } from "../engine/wording.ts";
import { version } from "../version.ts";
import { NetworkLook } from "./network-look.ts";
import type { Outbox } from "./outbox.ts";
import type { Pacer } from "./pacer.ts";
import { RunTrack } from "./run-track.ts";
import type { Watching } from "./watching.ts";

interface LabWorkParts {
  readonly order: RunOrder;
  readonly what: Extract<RunWhat, { kind: "lab" }>;
  readonly pacer: Pacer;
  readonly outbox: Outbox<Snapshot>;
  readonly signal: AbortSignal;
  readonly watching: Watching;
}

/** The lab that an order names. Throws where there is none: a link may come from another version. */
function findLab(name: string): Lab {
  const found = labs.find((lab) => lab.name === name);
  if (found === undefined) throw new Error(`There is no lab "${name}" in this version.`);
  return found;
}

/** The settings of an order: texts as the lab's own rules read them, the others at their defaults. */
export function readLabSettings(lab: Lab, { settings, seed }: Pick<RunOrder, "settings" | "seed">) {
  const unknown = Object.keys(settings).find((name) => !Object.hasOwn(lab.options, name));
  if (unknown !== undefined) throw new Error(`${lab.name} has no setting "${unknown}" in this version.`);
  const given = Object.entries(settings).map(([name, text]) => [
    name,
    readOption("", name, lab.options[name].rule, text),
  ]);
  return settingsOf(lab.options, { ...Object.fromEntries(given), ...("seed" in lab.options && { seed }) });
}

/** Runs the lab to its end. */
export async function runLab({ order, what, pacer, outbox, signal, watching }: LabWorkParts): Promise<RunResult> {
  const lab = findLab(what.lab);
  const settings = readLabSettings(lab, order);
  let view: LabView | undefined;
  /** Of the network before its first step. */
  let first: readonly Block[] | undefined;
  const open = ({ sequence }: Look, dial: number | undefined) =>
    view?.inside?.({ sequence, ...(dial !== undefined && { dial }) });
  const inside = new NetworkLook({ pacer, watching });
  let hasEnded = false;
  let drewLast = false;
  const more = () => {
    const rests = hasEnded || pacer.state !== "running";
    // While it goes on they take turns: both at once would keep the page waiting.
    if (!rests && drewLast && inside.isDue) {
      drewLast = false;
      return { pictures: "", ...inside.take() };
    }
    drewLast = true;
    const blocks = (rests ? undefined : first) ?? view?.draw(watching.dial) ?? [];
    first = undefined;
    return { pictures: written(blocks, rests), ...(rests && inside.take()) };
  };
  const track = new RunTrack({ pacer, outbox, more });
  watching.onTurn(() => {
    first = undefined;
    track.look();
  });
  const work = lab.start(settings, {
    signal,
    mode: order.mode,
    ...(what.file && { file: what.file }),
    watch: (next) => {
      view = next;
      inside.renew();
      // The network before its first step, as soon as the lab has done what it is at. It is written behind that step: what runs for the first time
      // takes long, and the page is heard between the two.
      queueMicrotask(() => {
        if (!signal.aborted && !pacer.isReplaying) first = view?.draw(watching.dial);
      });
    },
    onStep: (step) => {
      track.count(step);
      inside.enter(open);
      const waiting = track.afterStep();
      if (waiting) return waiting.then(() => inside.leave());
      inside.leave();
    },
  });
  for (;;) {
    const { done, value } = await work.next().catch((error) => {
      view = undefined; // the lab has freed its networks, and what still goes out draws none of them
      throw error;
    });
    if (done) {
      // The network that was watched is gone, unless the result still has it.
      view = value.view;
      if (value.view) watching.onEnd(value.view.dispose);
      hasEnded = true;
      inside.end(open);
      track.end();
      const { model } = value;
      const { report: told } = tellRemedies(value, wording);
      const report = withCode(lab, told);
      const { outcome, sentences = [] } = report.verdict ?? {};
      const verdict = outcome === undefined ? undefined : [`${outcome}.`, ...sentences.slice(0, 1)].join(" ");
      const shown = { body: documentBody(report, { readable: "result" }), page: documentPage(report, { version }) };
      return { ...shown, ...(model && { model }), ...(verdict && { verdict }) };
    }
    const { phase, epoch, epochs: most, trainLoss, validationLoss, best, threads = 1 } = value;
    const line = { phase, epoch, epochs: most, trainLoss, best, threads };
    inside.enter(open);
    await track.afterEpoch({ ...line, ...(validationLoss !== undefined && { validationLoss }) });
    inside.leave();
  }
}

/** Pictures of a network: while it rests, and at its end, those that can be read off; while it learns, nobody could. */
function written(blocks: readonly Block[], rests: boolean): string {
  return blocks.map((block, at) => blockBody(block, rests ? { readable: `now-${at}` } : {})).join("");
}

/** What is wrong with each of these settings, by its name. */
export function checkSettings(name: string, settings: Readonly<Record<string, string>>): Record<string, string> {
  const { options } = findLab(name);
  const wrong = Object.entries(settings).filter(
    ([option, text]) => Object.hasOwn(options, option) && options[option].rule.read(text) === undefined,
  );
  return Object.fromEntries(wrong.map(([option]) => [option, `must be ${options[option].rule.wanted}`]));
}
