// Two copies of the library in one process: each has a memory of its own, so an object of one is refused by the other, with both versions.
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCalls, thingOf } from "./surface/calls.ts";
import { type Entries, loadEntries } from "./surface/library.ts";
import { makeThings, type Things } from "./surface/things.ts";

const dist = fileURLToPath(new URL("../packages/recurra/dist", import.meta.url));
const { version } = JSON.parse(readFileSync(join(dist, "..", "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "recurra-copy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
