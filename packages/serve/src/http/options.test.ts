import { expect, test } from "vitest";
import { DEFAULT_LIMITS, resolveServiceOptions, type ServiceOptions } from "./options.ts";

test("limits that are not given are the defaults", () => {
  expect(resolveServiceOptions({ limits: { rows: 5 } }).limits).toEqual({ ...DEFAULT_LIMITS, rows: 5 });
});

test.each<[string, ServiceOptions, string]>([
  ["a limit that is none", { limits: { row: 1 } as object }, 'limits: there is no option "row". Say rows'],
  ["a fraction", { limits: { rows: 1.5 } }, "limits.rows must be a whole number from 1, but it is 1.5."],
  [
    "no time",
    { limits: { requestSeconds: 0 } },
    "limits.requestSeconds must be a number of seconds above 0 and at most 2,000,000, but it is 0.",
  ],
  [
    "a time beyond timers",
    { limits: { streamIdleSeconds: 1e9 } },
    "limits.streamIdleSeconds must be a number of seconds above 0 and at most 2,000,000, but it is 1000000000.",
  ],
  [
    "a short token",
    { token: "secret" },
    "the token must be 16 to 512 visible ASCII signs without spaces. Make one with `openssl rand -hex 32`.",
  ],
  [
    "an empty token",
    { token: "" },
    "the token must be 16 to 512 visible ASCII signs without spaces. Make one with `openssl rand -hex 32`.",
  ],
  ["no workers", { workers: 0 }, "workers must be a whole number from 1 to 256, but it is 0."],
  ["any origin", { cors: ["*"] }, 'cors must be an origin such as "https://example.org", but it is "*".'],
  [
    "an origin with a path",
    { cors: ["https://example.org/"] },
    'cors must be an origin such as "https://example.org", but it is "https://example.org/".',
  ],
])("%s is refused", (_, options, message) => {
  expect(() => resolveServiceOptions(options)).toThrow(
    /^limits: /.test(message) ? `createService, ${message}` : `createService: ${message}`,
  );
});
