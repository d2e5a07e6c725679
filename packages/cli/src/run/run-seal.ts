// How run.json says that it is as it was written, and what the states of a run bear so that they belong to its settings and no others.

import { createHash } from "node:crypto";
import { member } from "../input/json-value.ts";

/** The last member of run.json: the SHA-256 of what it says without it. */
const SEAL = "sha256";

/** What decides the bytes that a run ends with: a state that was kept under other ones is none of this run. */
const DECIDING: readonly (readonly string[])[] = [
  ["id"],
  ["command"],
  ["options"],
  ["settings"],
  ["seed"],
  ["versions", "recurra"],
  ["data", "sha256"],
  ["data", "futureSha256"],
];

/** The document with its seal. */
export function sealRun(run: object): object {
  return { ...run, [SEAL]: sha256(run) };
}

/** Whether a run.json has a seal: those of earlier builds have none. */
export function isSealed(json: unknown): boolean {
  return member(json, SEAL) !== undefined;
}

/** What the seal says and what it should say, of a document that is not as it was written. */
export function brokenSeal(json: unknown): { readonly was: string; readonly is: string } | undefined {
  if (!isSealed(json)) return undefined;
  const { [SEAL]: was, ...run } = json as Record<string, unknown>;
  const is = sha256(run);
  return was === is ? undefined : { was: String(was), is };
}

/** The SHA-256 of what decides the bytes that a run ends with, by its run.json. */
export function settingsHash(json: unknown): string {
  // As JSON keeps them: what is read again must say the same.
  const kept: unknown = JSON.parse(JSON.stringify(json));
  return sha256(DECIDING.map((path) => member(kept, ...path) ?? null));
}

/** Of JSON, in the form that does not depend on spaces. */
export function sha256(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
