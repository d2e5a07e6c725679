// Records as they come back from storage, or out of a file that somebody was sent. Nothing of it is believed: another program on the same
// address, an older version or a person may have written it. What is not a run of ours is undefined, and what is too long is left out.
import { MOST_STRETCHES, type StoredLosses } from "../engine/loss-track.ts";
import type { EpochLine, PhaseStart, RunResult, RunState } from "../engine/protocol.ts";
import { readLink } from "../link/run-link.ts";
import { readHeldOut, readRivals } from "./read-rivals.ts";
import { readTracks } from "./read-tracks.ts";
import { fieldsOf, floatsOf, isCount, listOf, numberOf, textOf } from "./read-values.ts";
import type { RunPieces, RunSummary, StoredPlace } from "./run-record.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;
const STATES: readonly string[] = ["running", "paused", "ended", "failed", "stopped"] satisfies RunState[];

/** Signs and entries at most: far more than a run of ours has. */
const MOST = { name: 80, sentence: 2000, html: 8e6, epochs: 20_000, phases: 200, model: 64e6 };

/** Signs that a name may have. */
export const LONGEST_NAME: number = MOST.name;

export function isRunId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

/** What a list says of a run. */
export function readSummary(value: unknown): RunSummary | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined) return undefined;
  const { id, link, started, changed, state, step } = fields;
  if (!isRunId(id) || !isLink(link) || !isCount(started) || !isCount(changed) || !isCount(step)) return undefined;
  if (typeof state !== "string" || !STATES.includes(state)) return undefined;
  const [lastLoss, validationLoss] = [numberOf(fields.lastLoss), numberOf(fields.validationLoss)];
  const [verdict, name] = [textOf(fields.verdict, MOST.sentence), textOf(fields.name, MOST.name)];
  const weights = typeof fields.weights === "string" && HASH.test(fields.weights) ? fields.weights : undefined;
  return {
    id,
    link,
    started,
    changed,
    state: state as RunState,
    step,
    ...(lastLoss !== undefined && { lastLoss }),
    ...(validationLoss !== undefined && { validationLoss }),
    ...(verdict && { verdict }),
    ...(weights && { weights }),
    ...(name && { name }),
    pinned: fields.pinned === true,
  };
}

/** What the page of a run shows, with its HTML as it stands there: whoever shows it cleans it. */
export function readPieces(value: unknown): RunPieces | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined || !isRunId(fields.id)) return undefined;
  const [place, losses, epochs] = [readPlace(fields.place), readLosses(fields.losses), readEpochs(fields.epochs)];
  if (place === undefined || losses === undefined || epochs === undefined) return undefined;
  const [result, problem] = [readResult(fields.result), textOf(fields.problem, MOST.sentence)];
  const tracks = readTracks(fields.tracks);
  const rival = readRivals(fields.rival);
  const heldOut = rival && readHeldOut(fields.heldOut, rival.heldOut);
  return {
    id: fields.id,
    place,
    losses,
    epochs,
    pictures: textOf(fields.pictures, MOST.html) ?? "",
    ...(tracks && { tracks }),
    ...(rival && { rival }),
    ...(heldOut && { heldOut }),
    ...(result && { result }),
    ...(problem && { problem }),
  };
}

function readPlace(value: unknown): StoredPlace | undefined {
  const { phase, epoch, epochs, batch } = fieldsOf(value) ?? {};
  const name = textOf(phase, MOST.name);
  if (name === undefined || !isCount(epoch) || !isCount(epochs) || !isCount(batch)) return undefined;
  return { phase: name, epoch, epochs, batch };
}

/** Lists of floats of one length, that fit the number of steps. Lists of numbers, as JSON has them, are taken too. */
function readLosses(value: unknown): StoredLosses | undefined {
  const { width, steps, low, high, phases } = fieldsOf(value) ?? {};
  const [least, greatest, begun] = [floatsOf(low, MOST_STRETCHES), floatsOf(high, MOST_STRETCHES), readPhases(phases)];
  if (!isCount(width) || !isCount(steps) || least === undefined || greatest === undefined || begun === undefined)
    return undefined;
  if (width < 1 || !Number.isInteger(Math.log2(width)) || least.length !== greatest.length) return undefined;
  if (least.length !== Math.ceil(steps / width)) return undefined;
  return { width, steps, low: least, high: greatest, phases: begun };
}

function readPhases(value: unknown): PhaseStart[] | undefined {
  return listOf(value, MOST.phases, (one) => {
    const { name, from, parameters } = fieldsOf(one) ?? {};
    const text = textOf(name, MOST.name);
    if (text === undefined || !isCount(from)) return undefined;
    return { name: text, from, ...(isCount(parameters) && { parameters }) };
  });
}

function readEpochs(value: unknown): EpochLine[] | undefined {
  return listOf(value, MOST.epochs, (one) => {
    const fields = fieldsOf(one);
    if (fields === undefined) return undefined;
    const { step, epoch, epochs, trainLoss } = fields;
    const [phase, validationLoss] = [textOf(fields.phase, MOST.name), numberOf(fields.validationLoss)];
    if (phase === undefined || !isCount(step) || !isCount(epoch) || !isCount(epochs)) return undefined;
    if (typeof trainLoss !== "number" && trainLoss !== null) return undefined;
    const line = { phase, step, epoch, epochs, trainLoss: trainLoss ?? Number.NaN, best: fields.best === true };
    const threads = isCount(fields.threads) ? fields.threads : undefined;
    return {
      ...line,
      ...(validationLoss !== undefined && { validationLoss }),
      ...(threads !== undefined && { threads }),
    };
  });
}

function readResult(value: unknown): RunResult | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined) return undefined;
  const [body, page] = [textOf(fields.body, MOST.html), textOf(fields.page, MOST.html)];
  if (body === undefined || page === undefined) return undefined;
  const { model } = fields;
  const [csv, verdict] = [textOf(fields.csv, MOST.html), textOf(fields.verdict, MOST.sentence)];
  const headline = textOf(fields.headline, MOST.sentence);
  const [sections, improved] = [readSections(fields.sections), textOf(fields.improved, MOST.sentence)];
  return {
    body,
    page,
    ...(model instanceof Uint8Array && model.length <= MOST.model && { model }),
    ...(csv !== undefined && { csv }),
    ...(verdict !== undefined && { verdict }),
    ...(headline !== undefined && { headline }),
    ...(sections && { sections }),
    ...(improved !== undefined && { improved }),
  };
}

function readSections(value: unknown): RunResult["sections"] {
  const fields = fieldsOf(value);
  const found = ["verdict", "scores", "forecast", "more"].map((name) => textOf(fields?.[name], MOST.html));
  const [verdict, scores, forecast, more] = found;
  if (verdict === undefined || scores === undefined || forecast === undefined || more === undefined) return undefined;
  return { verdict, scores, forecast, more };
}

function isLink(value: unknown): value is string {
  if (typeof value !== "string") return false;
  try {
    return readLink(value) !== undefined;
  } catch {
    return false;
  }
}
