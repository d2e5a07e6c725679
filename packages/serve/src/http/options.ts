// What a service can be told, and what holds where nothing is said.

import { availableParallelism } from "node:os";
import {
  callback,
  checkOptions,
  flag,
  made,
  number,
  OptionError,
  type OptionRule,
  type OptionRules,
  object,
  refuseValue,
  requireKnownOptions,
  requireOption,
  text,
  whole,
} from "recurra/core";
import type { ModuleClass } from "recurra/nn";

/** Bounds on what requests may take. Sizes are of one request, unless they say otherwise. */
export interface ServiceLimits {
  /** Bytes of a body. Default 1 MiB. */
  readonly bodyBytes: number;
  /** Bytes of all bodies that are being received or worked on at once. Default 64 MiB. */
  readonly bufferedBytes: number;
  /** Bytes of all headers. Default 16 KiB. */
  readonly headerBytes: number;
  /** How deep JSON may nest. Default 16. */
  readonly depth: number;
  /** Rows, of all windows together; for a network, time steps of all windows. Default 20,000. */
  readonly rows: number;
  /** Windows. Default 256. */
  readonly windows: number;
  /** Requests that wait for a worker, in the whole service; those above are answered 503. Default 256. */
  readonly queue: number;
  /** Seconds from the arrival of a request to its answer; after them its work is given up. Default 30. */
  readonly requestSeconds: number;
  /** Seconds in which the headers must have arrived. Default 10. */
  readonly headerSeconds: number;
  /** Seconds in which a whole request must have arrived. Default 30. */
  readonly receiveSeconds: number;
  /** Seconds in which a client must have taken an answer; after them its connection is closed. Default 30. */
  readonly sendSeconds: number;
  /** Bytes of answers that were not taken, of all clients together; above it those that wait for longest are closed. Default 16 MiB. */
  readonly unsentBytes: number;
  /** Bytes of requests that came before the answer to the one before them was taken, of all connections together. Default 4 MiB. */
  readonly pipelinedBytes: number;
  /** Seconds that a connection without a request is kept. Default 10. */
  readonly keepAliveSeconds: number;
  /** Open connections. Default 1,024. */
  readonly connections: number;
  /** Streams that are held. Default 1,000. */
  readonly streams: number;
  /** Seconds after its last step at which a stream is forgotten. Default 900. */
  readonly streamIdleSeconds: number;
  /** Seconds that a shutdown waits for what was accepted. Default 30. */
  readonly drainSeconds: number;
}

export const DEFAULT_LIMITS: ServiceLimits = {
  bodyBytes: 2 ** 20,
  bufferedBytes: 64 * 2 ** 20,
  headerBytes: 2 ** 14,
  depth: 16,
  rows: 20_000,
  windows: 256,
  queue: 256,
  requestSeconds: 30,
  headerSeconds: 10,
  receiveSeconds: 30,
  sendSeconds: 30,
  unsentBytes: 2 ** 24,
  pipelinedBytes: 2 ** 22,
  keepAliveSeconds: 10,
  connections: 1024,
  streams: 1000,
  streamIdleSeconds: 900,
  drainSeconds: 30,
};

export interface ServiceOptions {
  /** The bearer token that every request but those for /healthz and /readyz must carry: 16 to 512 visible ASCII signs. Default: none. */
  readonly token?: string;
  /** Lets `listen` bind to other addresses than loopback without a token: whoever reaches the port may use the model. Default false. */
  readonly openToAll?: boolean;
  /** Origins whose pages may call the service, such as "https://example.org". Default: none, so no page of another origin may. */
  readonly cors?: readonly string[];
  /**
   * Names that the Host header may have, without port, beside localhost, 127.0.0.1, [::1] and the address bound to. They are
   * checked where a service without a token listens on loopback: a page on the internet can point its own name there.
   */
  readonly hosts?: readonly string[];
  /** Threads that compute, each with the model in its memory. Default: one less than the processors, 1 to 4. */
  readonly workers?: number;
  readonly limits?: Partial<ServiceLimits>;
  /** Gets one line of JSON for each request and event. Default: no log. */
  readonly log?: { write(line: string): unknown };
  /** Milliseconds that only grow, by which streams expire. Default: the process's own. */
  readonly clock?: () => number;
  /** What messages call the model file. Default "model file". */
  readonly name?: string;
  /**
   * The classes of modules that the model names by their kinds, as `await loadModuleFiles(["own.mjs"])` of @recurra/serve/module-files gives them: each
   * worker loads these files too, also one that takes the place of a worker that died, and only while they are what they were. Default: none.
   */
  readonly modules?: ServedModules;
}

/** Classes of modules, and the files that export them. */
export interface ServedModules {
  readonly files: readonly string[];
  readonly modules: readonly ModuleClass[];
  /** What the files were when they were loaded; without them workers run what they find. */
  readonly hashes?: readonly string[];
}

/** The options with every default filled in. */
export interface ServiceSettings extends Omit<ServiceOptions, "limits"> {
  readonly openToAll: boolean;
  readonly cors: readonly string[];
  readonly hosts: readonly string[];
  readonly workers: number;
  readonly limits: ServiceLimits;
  readonly clock: () => number;
  readonly name: string;
  readonly modules: ServedModules;
}

/** Timers count in 31 bits of milliseconds. */
const LONGEST = 2_000_000;

const time = number({ above: 0, most: LONGEST }, "a number of seconds");

/** What the limits may be. */
export const limitRules: OptionRules<ServiceLimits> = {
  bodyBytes: whole(1),
  bufferedBytes: whole(1),
  headerBytes: whole(1),
  depth: whole(1),
  rows: whole(1),
  windows: whole(1),
  queue: whole(0),
  requestSeconds: time,
  headerSeconds: time,
  receiveSeconds: time,
  sendSeconds: time,
  unsentBytes: whole(1),
  pipelinedBytes: whole(1),
  keepAliveSeconds: time,
  connections: whole(1),
  streams: whole(1),
  streamIdleSeconds: time,
  drainSeconds: number({ least: 0, most: LONGEST }, "a number of seconds"),
};

export const workersRule: OptionRule<number> = whole(1, 256);

const SPEAKER = "createService";

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

const rules: OptionRules<ServiceOptions> = {
  // A message that repeated it would tell it to a log.
  token: made("a text", (value): value is string => typeof value === "string"),
  openToAll: flag,
  cors: made("a list of origins", isList),
  hosts: made("a list of names", isList),
  workers: workersRule,
  limits: object("an object of limits"),
  log: made(
    "something with write()",
    (value): value is { write(line: string): unknown } =>
      typeof (value as { readonly write?: unknown } | null | undefined)?.write === "function",
  ),
  clock: callback("a function that tells milliseconds"),
  name: text("a name for the model file"),
  modules: made("what loadModuleFiles() gives", (value): value is ServedModules => {
    const { files, modules, hashes = [] } = (value ?? {}) as Partial<Record<keyof ServedModules, unknown>>;
    return isList(files) && Array.isArray(modules) && isList(hashes);
  }),
};

/** Throws OptionError OPTION_VALUE or OPTION_UNKNOWN, naming the option, and SERVICE_TOKEN for a token that is none. */
export function resolveServiceOptions(options: ServiceOptions): ServiceSettings {
  checkOptions(SPEAKER, options, rules);
  const given = options.limits ?? {};
  requireKnownOptions(`${SPEAKER}, limits`, given, Object.keys(limitRules));
  const limits: ServiceLimits = { ...DEFAULT_LIMITS, ...given };
  for (const [name, rule] of Object.entries(limitRules)) {
    requireOption(SPEAKER, `limits.${name}`, rule, limits[name as keyof ServiceLimits]);
  }
  const { token } = options;
  if (token !== undefined && !/^[\x21-\x7e]{16,512}$/.test(token)) {
    const problem = "the token must be 16 to 512 visible ASCII signs without spaces";
    throw new OptionError("SERVICE_TOKEN", SPEAKER, problem, { remedies: ["make one with `openssl rand -hex 32`"] });
  }
  const workers = options.workers ?? Math.min(4, Math.max(1, availableParallelism() - 1));
  const cors = (options.cors ?? []).map(originOf);
  return {
    ...options,
    openToAll: options.openToAll ?? false,
    cors,
    hosts: (options.hosts ?? []).map((host) => host.toLowerCase()),
    workers,
    limits,
    clock: options.clock ?? (() => performance.now()),
    name: options.name ?? "model file",
    modules: options.modules ?? { files: [], modules: [] },
  };
}

function originOf(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (url?.origin === origin && /^https?:$/.test(url.protocol)) return origin;
  throw refuseValue(SPEAKER, "cors", 'an origin such as "https://example.org"', origin);
}
