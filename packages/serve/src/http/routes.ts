// The addresses of the service. The application, the OpenAPI document and the Allow headers are made from this one list.

export type Method = "GET" | "POST" | "DELETE";

export interface Route {
  readonly path: string;
  readonly methods: readonly Method[];
  /** Answered without a token. */
  readonly open?: boolean;
}

/** Names of streams. "." and ".." are left out of every address before it is sent: they could not be asked for. */
export const STREAM_ID = "^(?!\\.{1,2}$)[A-Za-z0-9_.~-]{1,64}$";

export const ROUTES = [
  { path: "/", methods: ["GET"] },
  { path: "/healthz", methods: ["GET"], open: true },
  { path: "/readyz", methods: ["GET"], open: true },
  { path: "/metrics", methods: ["GET"] },
  { path: "/openapi.json", methods: ["GET"] },
  { path: "/v1/model", methods: ["GET"] },
  { path: "/v1/predict", methods: ["POST"] },
  { path: "/v1/stream/:id", methods: ["GET", "DELETE"] },
  { path: "/v1/stream/:id/step", methods: ["POST"] },
] as const satisfies readonly Route[];

export type Path = (typeof ROUTES)[number]["path"];

/** The value of the Allow header. */
export function listAllowed({ methods }: Route): string {
  return [...methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])), "OPTIONS"].join(", ");
}
