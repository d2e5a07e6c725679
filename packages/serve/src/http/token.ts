import { createHash, timingSafeEqual } from "node:crypto";
import { Problem } from "./problem.ts";

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/**
 * A check of the Authorization header. It compares hashes, in a time that depends on neither token: not on how much of a guess is
 * right, and not on its length.
 */
export function makeTokenCheck(token: string): (authorization: string | undefined) => void {
  const wanted = digest(token);
  return (authorization) => {
    const given = /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization ?? "")?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), wanted)) return;
    const [detail, challenge] =
      authorization === undefined
        ? ["Send the header Authorization: Bearer <token>.", 'Bearer realm="recurra"']
        : [
            "The token in the Authorization header is not the one of this service.",
            'Bearer realm="recurra", error="invalid_token"',
          ];
    throw new Problem("unauthorised", detail, { headers: { "WWW-Authenticate": challenge } });
  };
}
