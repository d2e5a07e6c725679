// What costs next to nothing, so that strangers cannot make work: the probes, and the refusal of whoever has no token. They are
// answered by Node's own objects, before a Request is made; all others come to the application, which would answer these alike.

import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { FewLines } from "./few-lines.ts";
import type { Problem } from "./problem.ts";

/** The probes that are answered so, with the text of their answers. */
export const PROBES = { "/healthz": '{"status":"alive"}', "/readyz": '{"status":"ready"}' } as const;

const JSON_TYPE = "application/json";
const PROBLEM = "application/problem+json";

/** Bytes of a body that Node may read to its end and forget. */
const SMALL = 2 ** 16;

interface QuickParts {
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Why an Authorization header does not do; absent where there is no token. */
  readonly check: ((authorization: string | undefined) => Problem | undefined) | undefined;
  /** Whether pages of other origins may ask, whose requests the application knows. */
  readonly crossOrigin: boolean;
  readonly server: { readonly draining: boolean; readonly checkHost: ((host: string) => void) | undefined };
  readonly lines: FewLines;
  readonly count: (route: string, method: string, status: number, seconds: number) => void;
}

/** The id that a client gave its request, or one that is made for it. */
export function requestIdOf(given: string | undefined): string {
  return given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

export class QuickAnswers {
  readonly #parts: QuickParts;
  readonly #headers: readonly string[];

  constructor(parts: QuickParts) {
    this.#parts = parts;
    this.#headers = Object.entries(parts.headers).flat();
  }

  /** Answers, or tells that the application must. */
  answer(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    const { check, crossOrigin, server } = this.#parts;
    const { method, headers } = incoming;
    if (server.draining || (crossOrigin && (headers.origin !== undefined || method === "OPTIONS"))) return false;
    const url = incoming.url ?? "";
    const query = url.indexOf("?");
    const path = query < 0 ? url : url.slice(0, query);
    if (Object.hasOwn(PROBES, path)) {
      if (method !== "GET" || !this.#called(headers.host)) return false;
      this.#write(incoming, outgoing, path, 200, () => PROBES[path as keyof typeof PROBES]);
      return true;
    }
    const problem = check?.(headers.authorization);
    if (problem === undefined || !fewBytes(headers)) return false;
    const text = (id: string): string => JSON.stringify(problem.document(id));
    this.#write(incoming, outgoing, "none", problem.status, text, problem);
    return true;
  }

  /** Whether the service may be called by this name. */
  #called(host = ""): boolean {
    try {
      this.#parts.server.checkHost?.(host);
      return true;
    } catch {
      return false;
    }
  }

  #write(
    { method = "", headers }: IncomingMessage,
    outgoing: ServerResponse,
    route: string,
    status: number,
    textOf: (id: string) => string,
    problem?: Problem,
  ): void {
    const { lines, count } = this.#parts;
    const given = headers["x-request-id"];
    const id = requestIdOf(typeof given === "string" ? given : undefined);
    const text = textOf(id);
    // A list, because each object that is put together of others has a shape of its own, which stays until all memory is collected.
    const head = [...this.#headers, "X-Request-Id", id, "Content-Type", problem ? PROBLEM : JSON_TYPE];
    if (problem) head.push(...Object.entries(problem.headers).flat());
    head.push("Content-Length", String(Buffer.byteLength(text)));
    outgoing.writeHead(status, head);
    outgoing.end(text);
    count(route, method, status, 0);
    lines.info(`${route} ${status}`, "request", { route, status, problem: problem?.type }, () => ({
      request: id,
      method,
      ms: 0,
    }));
  }
}

/** Whether the body, which nobody reads, is none or small. */
function fewBytes(headers: IncomingHttpHeaders): boolean {
  return headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) <= SMALL;
}
