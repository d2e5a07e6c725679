// From the options of `recurra serve` to those of the service.

import type { ListenOptions, ServiceLimits, ServiceOptions } from "@recurra/serve";
import { numberBetween, wholeNumber } from "../input/option-values.ts";
import { readTextFile } from "../input/read-file.ts";
import { UsageError } from "../terminal/failure.ts";
import type { ServeOptionTexts } from "./command.ts";

export interface ServeSettings {
  readonly options: ServiceOptions;
  readonly listen: Required<ListenOptions>;
}

const WHOLE = {
  maxBody: ["--max-body", "bodyBytes", 1],
  maxRows: ["--max-rows", "rows", 1],
  maxWindows: ["--max-windows", "windows", 1],
  maxStreams: ["--max-streams", "streams", 1],
  maxConnections: ["--max-connections", "connections", 1],
  queue: ["--queue", "queue", 0],
} as const;

const SECONDS = {
  requestTime: ["--request-time", "requestSeconds"],
  headerTime: ["--header-time", "headerSeconds"],
  receiveTime: ["--receive-time", "receiveSeconds"],
  streamIdle: ["--stream-idle", "streamIdleSeconds"],
  drainTime: ["--drain-time", "drainSeconds"],
} as const;

/** Above what timers count. */
const LONGEST = 2_000_000;

/** Throws UsageError for an option that cannot be used, a token that cannot be read, and a service open to others by mistake. */
export async function serveSettings(texts: ServeOptionTexts): Promise<ServeSettings> {
  const port = wholeNumber("--port", texts.port, 0);
  if (port > 65_535) throw new UsageError(`--port must be at most 65535, but it is "${texts.port}".`);
  if (texts.host === "") throw new UsageError("--host must name an address; leave it out for 127.0.0.1.");
  const token = await tokenOf(texts.tokenFile, process.env.RECURRA_TOKEN);
  const workers = texts.workers === undefined ? undefined : wholeNumber("--workers", texts.workers, 1);
  return {
    options: {
      token,
      openToAll: texts.openToAll,
      cors: texts.cors,
      hosts: texts.allowHost,
      workers,
      limits: limitsOf(texts),
    },
    listen: { port, host: texts.host },
  };
}

function limitsOf(texts: ServeOptionTexts): Partial<ServiceLimits> {
  const limits: Record<string, number> = {};
  for (const [key, [option, name, least]] of Object.entries(WHOLE)) {
    const text = texts[key as keyof typeof WHOLE];
    if (text !== undefined) limits[name] = wholeNumber(option, text, least);
  }
  for (const [key, [option, name]] of Object.entries(SECONDS)) {
    const text = texts[key as keyof typeof SECONDS];
    if (text !== undefined) limits[name] = numberBetween(option, text, 0, LONGEST);
  }
  return limits;
}

/** The token of the file, or else of the environment. An argument would show it to everybody who lists processes. */
async function tokenOf(file: string | undefined, variable: string | undefined): Promise<string | undefined> {
  if (file === undefined) {
    // Set but empty is a mistake in a script, and must not open the service.
    return variable === undefined ? undefined : checkedToken(variable.trim(), "RECURRA_TOKEN");
  }
  const { text } = await readTextFile(file);
  return checkedToken(text.trim(), `--token-file ${file}`);
}

function checkedToken(token: string, from: string): string {
  if (/^[\x21-\x7e]{16,512}$/.test(token)) return token;
  throw new UsageError(
    `${from}: a token is 16 to 512 visible ASCII signs without spaces, and this one is not. Make one: openssl rand -hex 32`,
  );
}
