// From the options of `recurra serve` to those of the service.

import { type ListenOptions, limitRules, type ServiceLimits, type ServiceOptions, workersRule } from "@recurra/serve";
import { readOption, text, whole } from "recurra/core";
import { readGiven } from "../input/option-values.ts";
import { readTextFile } from "../input/read-file.ts";
import { UsageError } from "../terminal/failure.ts";

/** The options as commander gives them. */
export interface ServeOptionTexts {
  readonly pretrained?: boolean;
  readonly with?: string[];
  readonly port: string;
  readonly host: string;
  readonly tokenFile?: string;
  readonly openToAll?: boolean;
  readonly cors?: string[];
  readonly allowHost?: string[];
  readonly workers?: string;
  readonly maxBody?: string;
  readonly maxRows?: string;
  readonly maxWindows?: string;
  readonly maxStreams?: string;
  readonly maxConnections?: string;
  readonly queue?: string;
  readonly requestTime?: string;
  readonly headerTime?: string;
  readonly receiveTime?: string;
  readonly sendTime?: string;
  readonly streamIdle?: string;
  readonly drainTime?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

interface ServeSettings {
  readonly options: ServiceOptions;
  readonly listen: Required<ListenOptions>;
}

/** Which limit a text is of. */
const LIMITS = {
  maxBody: "bodyBytes",
  maxRows: "rows",
  maxWindows: "windows",
  maxStreams: "streams",
  maxConnections: "connections",
  queue: "queue",
  requestTime: "requestSeconds",
  headerTime: "headerSeconds",
  receiveTime: "receiveSeconds",
  sendTime: "sendSeconds",
  streamIdle: "streamIdleSeconds",
  drainTime: "drainSeconds",
} as const satisfies Partial<Record<keyof ServeOptionTexts, keyof ServiceLimits>>;

/** Throws OptionError for an option that cannot be used, and UsageError for a token that cannot be read. */
export async function serveSettings(texts: ServeOptionTexts): Promise<ServeSettings> {
  const port = readOption("", "port", whole(0, 65_535), texts.port);
  const host = readOption("", "host", text("an address, such as 127.0.0.1"), texts.host);
  const token = await tokenOf(texts.tokenFile, process.env.RECURRA_TOKEN);
  const limits = Object.entries(LIMITS).flatMap(([option, limit]) => {
    const value = readGiven(`limits.${limit}`, limitRules[limit], texts[option as keyof typeof LIMITS]);
    return value === undefined ? [] : [[limit, value]];
  });
  return {
    options: {
      token,
      openToAll: texts.openToAll,
      cors: texts.cors,
      hosts: texts.allowHost,
      workers: readGiven("workers", workersRule, texts.workers),
      limits: Object.fromEntries(limits) as Partial<ServiceLimits>,
    },
    listen: { port, host },
  };
}

/** The token of the file, or else of the environment. An argument would show it to everybody who lists processes. */
async function tokenOf(file: string | undefined, variable: string | undefined): Promise<string | undefined> {
  if (file === undefined) {
    // Set but empty is a mistake in a script, and must not open the service.
    return variable === undefined ? undefined : checkToken(variable.trim(), "RECURRA_TOKEN");
  }
  const text = await readTextFile(file);
  return checkToken(text.trim(), `--token-file ${file}`);
}

function checkToken(token: string, from: string): string {
  if (/^[\x21-\x7e]{16,512}$/.test(token)) return token;
  throw new UsageError(
    "SERVE_TOKEN",
    from,
    "a token is 16 to 512 visible ASCII signs without spaces, and this one is not",
    { remedies: ["make one with `openssl rand -hex 32`"] },
  );
}
