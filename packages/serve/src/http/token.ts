import { createHash, timingSafeEqual } from "node:crypto";
import { Problem } from "./problem.ts";

/** Why an Authorization header does not do, or nothing. */
export type TokenCheck = (authorization: string | undefined) => Problem | undefined;

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/**
 * A check of the Authorization header. It compares hashes, in a time that depends on neither token:
 * not on how much of a guess is right, and not on its length.
 */
export function makeTokenCheck(token: string): TokenCheck {
  const wanted = digest(token);
  // Made once: strangers may ask for them by the thousand.
  const none = refusal("Send the header Authorization: Bearer <token>.", 'Bearer realm="recurra"');
  const other = refusal(
    "The token in the Authorization header is not the one of this service.",
    'Bearer realm="recurra", error="invalid_token"',
  );
  return (authorization) => {
    if (authorization === undefined) return none;
    const given = /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization)?.[1];
    return given !== undefined && timingSafeEqual(digest(given), wanted) ? undefined : other;
  };
}

function refusal(detail: string, challenge: string): Problem {
  return new Problem("unauthorised", detail, { headers: { "WWW-Authenticate": challenge } });
}
