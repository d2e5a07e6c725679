// A model with all that answers for it. It is replaced as a whole, so that no request sees half of another one.

import type { ForecastDescription, ServedModel } from "./api/description.ts";
import { openApi } from "./api/openapi.ts";
import type { ServiceSettings } from "./http/options.ts";
import { Streams } from "./work/streams.ts";
import type { Computing } from "./work/work.ts";
import { WorkDesk } from "./work/work-desk.ts";

export interface Serving {
  readonly description: ServedModel;
  /** The answers of GET /openapi.json and GET /v1/model: written once, what is sent of them is shared by all answers. */
  readonly texts: { readonly openApi: Buffer<ArrayBuffer>; readonly model: Buffer<ArrayBuffer> };
  readonly workers: Computing;
  readonly desk: WorkDesk;
  readonly streams: Streams;
}

/** Serves a model in place of another one, whose streams go on where the new one can take them. */
export function makeServing(
  description: ServedModel,
  workers: Computing,
  settings: ServiceSettings,
  before?: Serving,
): Serving {
  const { limits, clock } = settings;
  const idleMilliseconds = limits.streamIdleSeconds * 1000;
  const goOn = before !== undefined && readsAlike(before.description, description);
  return {
    description,
    texts: {
      openApi: Buffer.from(JSON.stringify(openApi(description, settings))),
      model: Buffer.from(JSON.stringify(description)),
    },
    workers,
    desk: new WorkDesk(workers, limits),
    streams: goOn ? before.streams : new Streams({ limit: limits.streams, idleMilliseconds, clock }),
  };
}

/** Whether the last rows that a stream holds mean the same to both. States of a network are its own: no other one can go on from them. */
function readsAlike(one: ServedModel, other: ServedModel): boolean {
  if (one.task !== "forecast" || other.task !== "forecast") return false;
  const read = ({ columns, lookback, ahead }: ForecastDescription): string =>
    JSON.stringify([columns, lookback, ahead?.future ?? []]);
  return read(one) === read(other);
}
