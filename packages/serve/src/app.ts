// The application: each request passes the same stations (id, host, origin, token) and comes to its route; whatever is thrown on
// the way becomes a problem document. It holds no model and no socket: `work` computes, and `listening` tells about the server.

import { type Context, Hono, type MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { pageOf } from "./api/page.ts";
import { pagePolicy } from "./api/page-style.ts";
import type { NodeExchange } from "./http/http-server.ts";
import type { Logger } from "./http/log.ts";
import type { ServiceSettings } from "./http/options.ts";
import { Problem, type ProblemType } from "./http/problem.ts";
import { PROBES, requestIdOf } from "./http/quick-answers.ts";
import { BodyBudget, bodyTypeOf, ClientGone, receiveBody } from "./http/request-body.ts";
import { listAllowed, type Path, ROUTES, type Route, STREAM_ID } from "./http/routes.ts";
import type { TokenCheck } from "./http/token.ts";
import type { Metrics } from "./metrics.ts";
import type { Serving } from "./serving.ts";
import { type Stop, Stopper } from "./work/stop.ts";
import type { Job } from "./work/work.ts";

/** Nobody reads this status: the client has left. It is for the log and the metrics, as other servers write it. */
const CLIENT_GONE = 499;

interface AppParts {
  readonly settings: ServiceSettings;
  /** The model that answers now. */
  readonly serving: () => Serving;
  readonly metrics: Metrics;
  /** Of the token, where there is one. */
  readonly check: TokenCheck | undefined;
  readonly logger: Logger;
  /** The state of the server. */
  readonly server: { readonly draining: boolean; readonly checkHost: ((host: string) => void) | undefined };
}

type Env = {
  /** Empty for requests that a program hands over itself. */
  Bindings: Partial<NodeExchange> | undefined;
  Variables: { requestId: string; route: string; stream: string; bytes: number; problem: ProblemType; fault: string };
};
type At = Context<Env>;

/** Headers of every answer. Nothing here is a page, and no answer is to be kept or shown in a frame. */
export const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;

export function createApplication(parts: AppParts): Hono<Env> {
  const { settings, metrics, logger, server } = parts;
  const app = new Hono<Env>();
  const { check, serving } = parts;
  const open = new Set<string>(ROUTES.filter((route: Route) => route.open).map(({ path }) => path));
  const budget = new BodyBudget(settings.limits.bufferedBytes);

  app.use("*", async (c, next) => {
    const start = performance.now();
    const id = requestIdOf(c.req.header("x-request-id"));
    c.set("requestId", id);
    c.set("route", "none");
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    c.header("X-Request-Id", id);
    await next();
    // A server that shuts down ends each connection with its next answer.
    if (server.draining) c.res.headers.set("Connection", "close");
    const seconds = (performance.now() - start) / 1000;
    const { status } = c.res;
    const [route, stream, bytes, fault] = [c.get("route"), c.get("stream"), c.get("bytes"), c.get("fault")];
    metrics.count(route, c.req.method, status, seconds);
    const line = {
      request: id,
      method: c.req.method,
      route,
      stream,
      status,
      problem: c.get("problem"),
      ms: Math.round(seconds * 1e5) / 100,
      bytes,
    };
    if (status >= 500) logger.error({ ...line, fault }, "request");
    else logger.info(line, "request");
  });
  app.use("*", async (c, next) => {
    // A request that the program hands over itself did not come to this server.
    if (c.env?.incoming) server.checkHost?.(c.req.header("host") ?? "");
    await next();
  });
  if (settings.cors.length > 0) app.use("*", crossOrigin(settings.cors));
  app.use("*", async (c, next) => {
    const refused = open.has(c.req.path) ? undefined : check?.(c.req.header("authorization"));
    if (refused) throw refused;
    await next();
  });

  const on = (path: Path, method: string, handler: (c: At) => Response | Promise<Response>): void => {
    app.on(method, path, (c) => {
      c.set("route", path);
      return handler(c);
    });
  };
  on("/", "GET", async (c) => {
    const page = await pageOf(serving().description, check !== undefined, new URL(c.req.url).origin);
    const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": pagePolicy };
    return reply(c, String(page), 200, headers);
  });
  on("/healthz", "GET", (c) => json(c, PROBES["/healthz"]));
  on("/readyz", "GET", (c) => {
    if (server.draining) throw new Problem("shutting-down", "The service is shutting down.");
    return json(c, PROBES["/readyz"]);
  });
  on("/metrics", "GET", async (c) => c.body(await metrics.text(), 200, { "Content-Type": metrics.contentType }));
  on("/openapi.json", "GET", (c) => json(c, serving().texts.openApi));
  on("/v1/model", "GET", (c) => json(c, serving().texts.model));
  on("/v1/predict", "POST", (c) => {
    const type = bodyTypeOf(c.req.header("content-type"), ["json", "csv"]);
    const job = (body: Uint8Array): Job =>
      type === "json" ? { kind: "predict", body } : { kind: "csv", body, query: c.req.query() };
    return withBody(c, parts, budget, async (body, gone) => (await serving().desk.run(job(body), gone)).text);
  });
  on("/v1/stream/:id/step", "POST", (c) => {
    const id = streamId(c);
    bodyTypeOf(c.req.header("content-type"), ["json"]);
    return withBody(c, parts, budget, (body, gone) => {
      const { desk, streams } = serving();
      return desk.step(streams, id, body, gone);
    });
  });
  on("/v1/stream/:id", "GET", (c) => {
    const view = serving().streams.view(streamId(c));
    if (view === undefined) throw noStream();
    return json(c, JSON.stringify(view));
  });
  on("/v1/stream/:id", "DELETE", async (c) => {
    if (!(await serving().streams.remove(streamId(c)))) throw noStream();
    return c.body(null, 204);
  });
  for (const route of ROUTES) {
    app.options(route.path, (c) => {
      c.set("route", route.path);
      return c.body(null, 204, { Allow: listAllowed(route) });
    });
    app.all(route.path, (c) => {
      c.set("route", route.path);
      throw new Problem("method-not-allowed", `${route.path} takes ${listAllowed(route)}.`, {
        headers: { Allow: listAllowed(route) },
      });
    });
  }
  app.notFound((c) =>
    problemResponse(c, new Problem("not-found", "Read GET /openapi.json for the addresses of this service.")),
  );
  app.onError((error, c) => {
    if (error instanceof Problem) {
      if (error.status >= 500) c.set("fault", faultOf(error));
      return problemResponse(c, error);
    }
    if (error instanceof ClientGone) return new Response(null, { status: CLIENT_GONE });
    c.set("fault", error.stack ?? error.message);
    const id = c.get("requestId");
    return problemResponse(
      c,
      new Problem("internal", `The fault was logged under the request id ${id}. Nothing was changed.`),
    );
  });
  return app;
}

function faultOf({ message, cause }: Problem): string {
  return cause instanceof Error ? `${message} ${cause.message}` : message;
}

/** Receives the body, computes, answers with JSON. */
async function withBody(
  c: At,
  { settings }: AppParts,
  budget: BodyBudget,
  work: (body: Uint8Array, gone: Stop) => Promise<string>,
): Promise<Response> {
  const gone = departureOf(c);
  const body = await receiveBody(c.req.raw, c.env, settings.limits.bodyBytes, budget);
  try {
    c.set("bytes", body.bytes.length);
    return json(c, await work(body.bytes, gone));
  } catch (error) {
    throw gone.aborted && error === gone.reason ? new ClientGone("the client left before its turn") : error;
  } finally {
    body.free();
  }
}

/** Aborts when the client leaves. */
function departureOf(c: At): Stop {
  const outgoing = c.env?.outgoing;
  if (outgoing === undefined) return c.req.raw.signal;
  const gone = new Stopper();
  outgoing.once("close", () => gone.abort(new ClientGone()));
  return gone;
}

/** The text goes past the Response where Node's own can be written: a Response makes a stream of it, which is then read again. */
function reply(c: At, text: string | Buffer<ArrayBuffer>, status: number, headers: Record<string, string>): Response {
  if (!c.env?.outgoing) return c.body(text, status as 200, headers);
  c.env.text = text;
  return c.body(null, status as 200, headers);
}

function json(c: At, text: string | Buffer<ArrayBuffer>): Response {
  return reply(c, text, 200, { "Content-Type": "application/json" });
}

function problemResponse(c: At, problem: Problem): Response {
  c.set("problem", problem.type);
  const text = JSON.stringify(problem.document(c.get("requestId")));
  return reply(c, text, problem.status, { "Content-Type": "application/problem+json", ...problem.headers });
}

function streamId(c: At): string {
  const id = c.req.param("id") ?? "";
  if (!new RegExp(STREAM_ID).test(id)) {
    throw new Problem(
      "invalid-stream-id",
      "A stream is named by 1 to 64 letters, digits and signs of . _ ~ -, with more in it than one or two dots.",
    );
  }
  c.set("stream", id);
  return id;
}

function noStream(): Problem {
  return new Problem("no-stream", "It has not begun, has ended, or was idle for too long. Its first step begins it.");
}

function crossOrigin(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: [...origins],
    allowMethods: ["GET", "POST", "DELETE"],
    allowHeaders: ["Authorization", "Content-Type", "X-Request-Id"],
    exposeHeaders: ["X-Request-Id", "Retry-After"],
    maxAge: 600,
  });
}
