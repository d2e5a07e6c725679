// The file of a table, read in pieces as often as it takes, with the hash of its bytes.

import { createHash } from "node:crypto";
import type { ByteSource } from "recurra/files";
import { detectFileKind } from "./file-kind.ts";
import { htmlPage, nameOf, openSource } from "./read-file.ts";

export class TableFile implements ByteSource {
  readonly #source: ByteSource;
  #sha256: string | undefined;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  get size(): number | undefined {
    return this.#source.size;
  }

  /** The bytes; whoever takes all of them has made the hash on the way. */
  async *pieces(): AsyncGenerator<Uint8Array> {
    const hash = createHash("sha256");
    for await (const piece of this.#source.pieces()) {
      hash.update(piece);
      yield piece;
    }
    this.#sha256 = hash.digest("hex");
  }

  /** The hash of all bytes. */
  async sha256(): Promise<string> {
    if (this.#sha256 === undefined) for await (const _ of this.pieces());
    return this.#sha256 as string;
  }
}

/** The table in a file. Throws UsageError where there is none to read, naming the file and the remedy. */
export async function openTableFile(path: string): Promise<TableFile> {
  const file = new TableFile(await openSource(path, "name the CSV file inside it"));
  for await (const piece of file.pieces()) {
    if (detectFileKind(piece) === "html") throw htmlPage(nameOf(path));
    break;
  }
  return file;
}
