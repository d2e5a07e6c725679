// A model as a service: its workers, its streams, its application and its server, put together and taken apart.

import { Model, OptionError, StateError } from "recurra";
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
import { ModelWorkers } from "./work/model-workers.ts";
import { Streams } from "./work/streams.ts";
import type { Computing } from "./work/work.ts";
import { WorkDesk } from "./work/work-desk.ts";

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
 * Throws FormatError for bytes that hold no model, OptionError OPTION_VALUE, OPTION_UNKNOWN or SERVICE_TOKEN for options that cannot be used.
 */
export function createService(model: Uint8Array | Model | "pretrained", options: ServiceOptions = {}): Service {
  const settings = resolveServiceOptions(options);
  // A copy: a small file's Buffer shares its memory with others.
  const bytes =
    model === "pretrained" ? undefined : Uint8Array.from(model instanceof Model ? model.toSafetensors() : model);
  const description = bytes === undefined ? describePretrained() : describe(bytes, settings.name);
  const logger = createLogger(settings.log);
  const { rows, windows, depth } = settings.limits;
  const start = { bytes, file: settings.name, limits: { rows, windows, depth }, koffi: nativeDescription()?.koffi };
  const workers = new ModelWorkers(start, settings.workers, (error) =>
    logger.error({ fault: error.message }, "worker"),
  );
  return new ModelService({ settings, description, logger, workers });
}

interface ServiceParts {
  readonly settings: ServiceSettings;
  readonly description: ServedModel;
  readonly logger: Logger;
  readonly workers: Computing;
}

/** The service itself. Tests give it workers of their own. */
export class ModelService implements Service {
  readonly description: ServedModel;
  readonly #parts: ServiceParts;
  readonly #desk: WorkDesk;
  readonly #streams: Streams;
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
    const { settings, description, logger, workers } = parts;
    const { limits, clock } = settings;
    this.#parts = parts;
    this.description = description;
    this.#desk = new WorkDesk(workers, limits);
    const idleMilliseconds = limits.streamIdleSeconds * 1000;
    this.#streams = new Streams({ limit: limits.streams, idleMilliseconds, clock });
    this.#sweeping = setInterval(() => this.#streams.sweep(), Math.min(idleMilliseconds, 30_000)).unref();
    const metrics = new Metrics({
      waiting: () => this.#desk.waiting,
      busy: () => this.#desk.busy,
      streams: () => this.#streams.count,
      workers: () => workers.size,
      replaced: () => workers.replaced,
      connections: () => this.#server.connections,
    });
    const [desk, streams, server] = [this.#desk, this.#streams, this.#state];
    const check = settings.token === undefined ? undefined : makeTokenCheck(settings.token);
    this.#app = createApplication({ settings, description, desk, streams, metrics, check, logger, server });
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

  async fetch(request: Request): Promise<Response> {
    await this.#warmed();
    return this.#app.fetch(request, {});
  }

  async listen({ port = 8080, host = "127.0.0.1" }: ListenOptions = {}): Promise<Listening> {
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
    if (this.#closing)
      throw new StateError("SERVICE_CLOSED", "listen", "the service was closed", { remedies: ["create a new one"] });
    const { address, port: bound, family } = await this.#server.listen(port, host);
    this.#listened = true;
    const shown = family === "IPv6" ? `[${address}]` : address;
    this.#parts.logger.info({ address, port: bound }, "listening");
    return { address, port: bound, url: `http://${shown}:${bound}` };
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
    await this.#parts.workers.close();
    this.#lines.flush();
    if (began) this.#parts.logger.info({ whole }, "ended");
    return whole;
  }

  #warmed(): Promise<void> {
    this.#warm ??= this.#closing ? Promise.resolve() : this.#desk.warm();
    return this.#warm;
  }
}
