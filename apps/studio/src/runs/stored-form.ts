// A run of the page as it is stored, and back.
import { LossTrack } from "../engine/loss-track.ts";
import { RunSoFar } from "../engine/run-so-far.ts";
import { readLink } from "../link/run-link.ts";
import { MOST_ROWS } from "../stored/read-rivals.ts";
import type { StoredRun } from "../stored/run-record.ts";
import { cleanHtml, cleanPage } from "./clean-html.ts";

/** What a run is told apart by. */
export interface RunName {
  readonly id: string;
  readonly link: string;
  readonly started: number;
}

/** Bytes of a model at most; larger ones are made anew when the run is played. */
const MOST_MODEL = 16e6;

export function toStored({ id, link, started }: RunName, run: RunSoFar, changed: number): StoredRun {
  const { seen, state, epochs, losses, pictures, rival, heldOut, result, problem, weights } = run;
  const keepsRows = rival !== undefined && rival.heldOut.times.length <= MOST_ROWS;
  const { step, weights: _here, ...place } = seen;
  const stored = losses.stored();
  const lastLoss = stored.high.at(-1);
  const validationLoss = epochs.findLast((line) => line.validationLoss !== undefined)?.validationLoss;
  const isSmall = (result?.model?.length ?? 0) <= MOST_MODEL;
  const { model: _, ...withoutModel } = result ?? { body: "", page: "" };
  return {
    summary: {
      id,
      link,
      started,
      changed,
      state,
      step,
      ...(lastLoss !== undefined && { lastLoss }),
      ...(validationLoss !== undefined && { validationLoss }),
      ...(result?.verdict !== undefined && { verdict: result.verdict }),
      ...(weights !== undefined && { weights }),
      pinned: false,
    },
    pieces: {
      id,
      place,
      losses: stored,
      tracks: run.tracks.stored(),
      epochs,
      pictures,
      ...(keepsRows && { rival }),
      ...(keepsRows && heldOut && { heldOut }),
      ...(result && { result: isSmall ? result : withoutModel }),
      ...(problem !== "" && { problem }),
    },
  };
}

/** The run as its page shows it. What was running when its tab went rests now. */
export async function fromStored({ summary, pieces }: StoredRun): Promise<RunSoFar> {
  const run = new RunSoFar();
  const { step, weights, state, link } = summary;
  const isThere = readLink(link)?.stop === step;
  run.state = state === "running" || state === "stopped" ? "paused" : state;
  run.seen = { ...pieces.place, step, ...(isThere && weights !== undefined && { weights }) };
  run.weights = weights;
  run.epochs = pieces.epochs;
  run.pictures = cleanHtml(pieces.pictures);
  run.rival = pieces.rival;
  run.heldOut = pieces.heldOut;
  run.problem = pieces.problem ?? "";
  run.losses = LossTrack.from(pieces.losses);
  run.tracks.restore(pieces.tracks ?? []);
  const { result } = pieces;
  if (result) {
    const { reportStyle } = await import("virtual:report-style");
    const { body, page, sections, ...rest } = result;
    run.result = {
      ...rest,
      body: cleanHtml(body),
      page: cleanPage(page, reportStyle),
      ...(sections && {
        sections: {
          verdict: cleanHtml(sections.verdict),
          scores: cleanHtml(sections.scores),
          forecast: cleanHtml(sections.forecast),
          more: cleanHtml(sections.more),
        },
      }),
    };
  }
  return run;
}
