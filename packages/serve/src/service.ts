// A model as a service: its workers, its streams, its application and its server, put together and taken apart.

import { Model, OptionError, StateError } from "recurra";
import {
  BYTES,
  checkOptions,
  either,
  exactly,
  made,
  type OptionRules,
  part,
  requireArguments,
  text,
  whole,
} from "recurra/core";
import { nativeDescription } from "recurra/native";
import { describe, describePretrained, type ServedModel } from "./api/description.ts";
import { createApplication, HEADERS } from "./app.ts";
import { FewLines } from "./http/few-lines.ts";
import { isLoopback, makeHostCheck } from "./http/hosts.ts";
import { HttpServer } from "./http/http-server.ts";
import { createLogger, type Logger } from "./http/log.ts";
import { resolveServiceOptions, type ServiceOptions, type ServiceSettings } from "./http/options.ts";
import { QuickAnswers } from "./http/quick-answers.ts";
import { makeTokenCheck } from "./http/token.ts";
import { Metrics } from "./metrics.ts";
import { makeServing, type Serving } from "./serving.ts";
import { requireSameFiles } from "./work/file-hashes.ts";
import { ModelWorkers } from "./work/model-workers.ts";
import type { Computing } from "./work/work.ts";

export interface ListenOptions {
  /** Default 8080; 0 takes one that is free. */
  readonly port?: number;
  /** Address or name to bind to. Default "127.0.0.1". */
  readonly host?: string;
}

/** Where a service listens. */
export interface Listening {
  readonly address: string;
  readonly port: number;
  /** "http://127.0.0.1:8080" */
  readonly url: string;
}

const LISTEN_RULES: OptionRules<ListenOptions> = { port: whole(0, 65_535), host: text("an address or a name") };

/** What takes the place of a model; and what is served at all. */
const MODEL = either(
  BYTES,
  made("a Model", (value): value is Model => value instanceof Model),
);
const REQUEST = part<Request>("a Request", "headers");
const SERVED = either(MODEL, exactly("pretrained"));

/** A model that answers requests. Made by `createService`. */
export interface Service {
  /** What the model is, as GET /v1/model answers. */
  readonly description: ServedModel;
  /** Answers one request; for programs that have a server of their own. Limits of time and of connections are then theirs. */
  fetch(request: Request): Promise<Response>;
  /**
   * Waits until the workers have loaded the model, and listens. Throws OptionError SERVICE_OPEN for an address that others can
   * reach without a token and without `openToAll`, StateError SERVICE_CLOSED after `close`, and Node's error for an address or port that cannot be had.
   */
  listen(options?: ListenOptions): Promise<Listening>;
  /**
   * Serves another model from now on, or a newer one: it is loaded beside the present one, and takes its place when every worker has it. What
   * was asked before is answered by the one before. Streams go on where the new model reads the same columns as far back; others begin anew.
   * Rejects with FormatError for bytes that hold no model, with Error where it cannot be loaded, and StateError SERVICE_CLOSED after `close`;
   * the present model then stays.
   */
  replace(model: Uint8Array | Model): Promise<void>;
  /**
   * Takes no new connections, answers what was accepted, and ends the workers. Resolves to false where `drainSeconds` were over
   * before everything was answered. A second call waits for the same end.
   */
  close(): Promise<boolean>;
}

/**
 * Serves a model over HTTP: forecasts, streams, metrics and a description of the whole (GET /openapi.json); see docs/serving.md.
 * The answers are the bits of `Forecaster.predict`, of the network's `forward` and of its `stepper`.
 *
 * `model` is a file's bytes or a Model, of which a copy is taken, or "pretrained": the network of recurra/pretrained, which forecasts any
 * series without training (`zeroShot`).
 * A model with modules of your own needs their classes in `modules`.
 * Throws FormatError for bytes that hold no model, OptionError OPTION_VALUE, OPTION_UNKNOWN or SERVICE_TOKEN for options that cannot be used.
 */
export function createService(model: Uint8Array | Model | "pretrained", options: ServiceOptions = {}): Service {
  requireArguments("createService", { model: SERVED }, model);
  const settings = resolveServiceOptions(options);
  const { modules, files, hashes } = settings.modules;
  const bytes = model === "pretrained" ? undefined : bytesOf(model);
  const description = bytes === undefined ? describePretrained() : describe(bytes, settings.name, modules);
  const logger = createLogger(settings.log);
  const { rows, windows, depth } = settings.limits;
  const makeWorkers: MakeWorkers = (its, onFailure) => {
    const onFault = (error: Error): void => {
      logger.error({ fault: error.message }, "worker");
      onFailure?.(error);
    };
    const start = {
      ...{
        bytes: its,
        file: settings.name,
        limits: { rows, windows, depth },
        moduleFiles: files,
        moduleHashes: hashes,
        koffi: nativeDescription()?.koffi,
      },
    };
    return new ModelWorkers(start, settings.workers, onFault);
  };
  return new ModelService({ settings, description, logger, bytes, makeWorkers });
}

/** A copy: a small file's Buffer shares its memory with others. */
function bytesOf(model: Uint8Array | Model): Uint8Array {
  return Uint8Array.from(model instanceof Model ? model.toSafetensors() : model);
}

/** Workers for a model; `onFailure` hears of one that fails without a job, as one that cannot begin. */
type MakeWorkers = (bytes: Uint8Array | undefined, onFailure?: (error: Error) => void) => Computing;

interface ServiceParts {
  readonly settings: ServiceSettings;
  readonly description: ServedModel;
  readonly logger: Logger;
  /** The model; undefined for the pretrained network. */
  readonly bytes?: Uint8Array;
  /** Starts workers for this model, or for one that takes its place. */
  readonly makeWorkers: MakeWorkers;
}

/** The service itself. Tests give it workers of their own. */
export class ModelService implements Service {
  readonly #parts: ServiceParts;
  #serving: Serving;
  /** Models that were replaced, and workers that were while they served. */
  readonly #before = { models: 0, workers: 0 };
  /** The end of the last replacement that was asked for. */
  #replacing: Promise<unknown> = Promise.resolve();
  readonly #server: HttpServer;
  readonly #lines: FewLines;
  readonly #app: ReturnType<typeof createApplication>;
  readonly #state = { draining: false, checkHost: undefined as ((host: string) => void) | undefined };
  readonly #sweeping: NodeJS.Timeout;
  #warm: Promise<void> | undefined;
  /** The log tells only of the end of what has begun. */
  #listened = false;
  #closing: Promise<boolean> | undefined;

  constructor(parts: ServiceParts) {
    const { settings, description, logger, bytes, makeWorkers } = parts;
    const { limits, clock } = settings;
    this.#parts = parts;
    this.#serving = makeServing(description, makeWorkers(bytes), settings);
    const sweep = (): void => this.#serving.streams.sweep();
    this.#sweeping = setInterval(sweep, Math.min(limits.streamIdleSeconds * 1000, 30_000)).unref();
    const metrics = new Metrics({
      waiting: () => this.#serving.desk.waiting,
      busy: () => this.#serving.desk.busy,
      streams: () => this.#serving.streams.count,
      workers: () => this.#serving.workers.size,
      replaced: () => this.#before.workers + this.#serving.workers.replaced,
      models: () => this.#before.models,
      connections: () => this.#server.connections,
    });
    const server = this.#state;
    const check = settings.token === undefined ? undefined : makeTokenCheck(settings.token);
    this.#app = createApplication({ settings, serving: () => this.#serving, metrics, check, logger, server });
    this.#lines = new FewLines(logger, clock);
    const quick = new QuickAnswers({
      ...{ headers: HEADERS, check, crossOrigin: settings.cors.length > 0, server, lines: this.#lines },
      count: (route, method, status, seconds) => metrics.count(route, method, status, seconds),
    });
    this.#server = new HttpServer({
      quick: (incoming, outgoing) => quick.answer(incoming, outgoing),
      fetch: (request, node) => this.#app.fetch(request, node),
      limits,
      clock,
      onRefused: ({ type, status }) => {
        metrics.count("none", "other", status, 0);
        logger.info({ problem: type, status }, "refused");
      },
      onDropped: () => metrics.countRefused(),
      onCut: (why) => metrics.countClosed(why),
      onFault: (error) => logger.error({ fault: error instanceof Error ? error.stack : String(error) }, "server"),
    });
  }

  get description(): ServedModel {
    return this.#serving.description;
  }

  async fetch(request: Request): Promise<Response> {
    requireArguments("fetch", { request: REQUEST }, request);
    await this.#warmed();
    return this.#app.fetch(request, {});
  }

  async listen(options: ListenOptions = {}): Promise<Listening> {
    checkOptions("listen", options, LISTEN_RULES);
    const { port = 8080, host = "127.0.0.1" } = options;
    const { token, openToAll, hosts } = this.#parts.settings;
    const local = isLoopback(host);
    if (!local && token === undefined && !openToAll) {
      throw new OptionError("SERVICE_OPEN", "listen", `${host} can be reached by others, and there is no token`, {
        remedies: [
          ["set ", { option: "token" }],
          ["bind with ", { option: "host", value: "127.0.0.1" }],
          ["let everybody in with ", { option: "openToAll", value: true }],
        ],
      });
    }
    if (local && token === undefined) this.#state.checkHost = makeHostCheck([...hosts, host.toLowerCase()]);
    await this.#warmed();
    this.#requireOpen("listen");
    const { address, port: bound, family } = await this.#server.listen(port, host);
    this.#listened = true;
    const shown = family === "IPv6" ? `[${address}]` : address;
    this.#parts.logger.info({ address, port: bound }, "listening");
    return { address, port: bound, url: `http://${shown}:${bound}` };
  }

  async replace(model: Uint8Array | Model): Promise<void> {
    requireArguments("replace", { model: MODEL }, model);
    const replaced = this.#replacing.then(() => this.#replace(model));
    this.#replacing = replaced.catch(() => {});
    return replaced;
  }

  async #replace(model: Uint8Array | Model): Promise<void> {
    const { settings, logger, makeWorkers } = this.#parts;
    this.#requireOpen("replace");
    await this.#warmed();
    const { files, hashes } = settings.modules;
    requireSameFiles(files, hashes);
    const bytes = bytesOf(model);
    const description = describe(bytes, settings.name, settings.modules.modules);
    let fail: ((error: Error) => void) | undefined;
    // A worker that cannot begin would be tried again for ever, and the next replacement wait for this one.
    const failure = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const workers = makeWorkers(bytes, fail);
    const before = this.#serving;
    const next = makeServing(description, workers, settings, before);
    try {
      const warm = next.desk.warm();
      for (const one of [warm, failure]) one.catch(() => {}); // the other one is of no interest then
      await Promise.race([warm, failure]);
      this.#requireOpen("replace");
    } catch (error) {
      await workers.close();
      throw error;
    }
    this.#serving = next;
    this.#before.models++;
    const { name } = settings;
    const streams = next.streams === before.streams ? "went on" : "begin anew";
    logger.info({ model: name, streams }, "model replaced");
    await before.desk.emptied();
    this.#before.workers += before.workers.replaced;
    await before.workers.close();
  }

  #requireOpen(call: string): void {
    if (this.#closing)
      throw new StateError("SERVICE_CLOSED", call, "the service was closed", { remedies: ["create a new one"] });
  }

  close(): Promise<boolean> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<boolean> {
    this.#state.draining = true;
    const began = this.#listened;
    if (began) this.#parts.logger.info("shutting down");
    const whole = await this.#server.close();
    clearInterval(this.#sweeping);
    await this.#replacing;
    await this.#serving.workers.close();
    this.#lines.flush();
    if (began) this.#parts.logger.info({ whole }, "ended");
    return whole;
  }

  #warmed(): Promise<void> {
    this.#warm ??= this.#closing ? Promise.resolve() : this.#serving.desk.warm();
    return this.#warm;
  }
}
