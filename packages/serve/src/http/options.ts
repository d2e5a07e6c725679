// What a service can be told, and what holds where nothing is said.

import { availableParallelism } from "node:os";
import { OptionError } from "recurra";

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
}

function fail(message: string): never {
  throw new OptionError("SERVICE_OPTION", "createService", message);
}

/** Throws OptionError SERVICE_OPTION, naming the option, for a value that cannot be used. */
export function resolveServiceOptions(options: ServiceOptions): ServiceSettings {
  const limits: ServiceLimits = { ...DEFAULT_LIMITS, ...options.limits };
  for (const [name, value] of Object.entries(limits)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) fail(`there is no limit "${name}".`);
    const whole = !name.endsWith("Seconds");
    const least = name === "queue" || name === "drainSeconds" ? 0 : 1;
    // Timers count in 31 bits of milliseconds.
    const right = whole
      ? Number.isSafeInteger(value) && value >= least
      : value >= 0 && value <= 2_000_000 && (least === 0 || value > 0);
    if (!right)
      fail(
        `limits.${name} must be ${whole ? `a whole number of at least ${least}` : "a number of seconds above 0, at most 2,000,000"}, but it is ${value}.`,
      );
  }
  const { token } = options;
  if (token !== undefined && !/^[\x21-\x7e]{16,512}$/.test(token)) {
    fail("the token must be 16 to 512 visible ASCII signs without spaces; make one with: openssl rand -hex 32");
  }
  const workers = options.workers ?? Math.min(4, Math.max(1, availableParallelism() - 1));
  if (!Number.isSafeInteger(workers) || workers < 1 || workers > 256) {
    fail(`workers must be a whole number from 1 to 256, but it is ${workers}.`);
  }
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
  };
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin === text && /^https?:$/.test(url.protocol)) return text;
  return fail(`cors must name origins such as "https://example.org", but it is ${JSON.stringify(text)}.`);
}
