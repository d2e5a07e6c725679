// The files that were opened, by the SHA-256 of their bytes: so that a page that is loaded again, and a link that names one, find it here. Both
// the page and its Worker come here.
import { transact } from "./database.ts";
import { tellStored } from "./news.ts";

/** Bytes at most: of one file, and of all. Past that the ones that were opened longest ago go. */
export const MOST_BYTES = { file: 32 * 2 ** 20, all: 96 * 2 ** 20 };

export interface KeptFile {
  readonly sha256: string;
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly opened: number;
}

const BOTH = ["files", "contents"] as const;

/** Keeps a file. Gives whether there was room for it. Throws StorageError. */
export async function keepFile(file: KeptFile, bytes: Uint8Array): Promise<boolean> {
  if (file.size > MOST_BYTES.file) return false;
  await transact(BOTH, "readwrite", async (stores) => {
    await stores.put("files", file);
    await stores.put("contents", { sha256: file.sha256, bytes });
    let left = MOST_BYTES.all - file.size;
    const others = (await stores.all("files")).flatMap((one) => readFile(one) ?? []);
    for (const { sha256, size } of others.sort((a, b) => b.opened - a.opened)) {
      if (sha256 === file.sha256) continue;
      left -= size;
      if (left >= 0) continue;
      for (const store of BOTH) await stores.delete(store, sha256);
    }
  });
  tellStored();
  return true;
}

/** The file with these bytes, as it stands there: whoever takes it looks at its SHA-256. */
export async function findFile(
  sha256: string,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | undefined> {
  const [found, content] = await transact(BOTH, "readonly", (stores) =>
    Promise.all([stores.get("files", sha256), stores.get("contents", sha256)]),
  );
  const { bytes } = (content ?? {}) as { readonly bytes?: unknown };
  const file = readFile(found);
  return file && bytes instanceof Uint8Array ? { name: file.name, bytes } : undefined;
}

/** What is kept, without the bytes, the latest first. */
export async function listFiles(): Promise<KeptFile[]> {
  const found = await transact(["files"], "readonly", (stores) => stores.all("files"));
  return found.flatMap((one) => readFile(one) ?? []).sort((a, b) => b.opened - a.opened);
}

export async function forgetFile(sha256: string): Promise<void> {
  await transact(BOTH, "readwrite", (stores) => Promise.all(BOTH.map((store) => stores.delete(store, sha256))));
  tellStored();
}

export async function forgetAllFiles(): Promise<void> {
  await transact(BOTH, "readwrite", (stores) => Promise.all(BOTH.map((store) => stores.clear(store))));
  tellStored();
}

function readFile(value: unknown): KeptFile | undefined {
  const { sha256, name, size, opened } = (value ?? {}) as { readonly [K in keyof KeptFile]?: unknown };
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  if (typeof name !== "string" || name.length > 255 || !isSize(size) || !isSize(opened)) return undefined;
  return { sha256, name, size, opened };
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
