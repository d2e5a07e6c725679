// Writing a picture where there are files. The library imports no module of Node: what the process hands out is asked for when it is
// needed, so that a page loads the same code.

import { OptionError, StateError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";

type Ending = ".svg" | ".html";

interface Files {
  readonly promises: { writeFile(file: string, text: string): Promise<void> };
}

interface Host {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
}

/** Writes what `made` gives for the ending of the file's name. */
export async function writePicture(file: string, made: (ending: Ending) => string): Promise<void> {
  const ending = /\.(svg|html)$/i.exec(file)?.[0].toLowerCase() as Ending | undefined;
  if (ending === undefined) {
    throw new OptionError("PICTURE_FILE", "save", `${quoteCell(file)} ends in neither ".svg" nor ".html"`, {
      found: file,
      remedies: ['name it "picture.svg" for the picture alone', '"picture.html" for a page with its numbers'],
    });
  }
  const files = (globalThis as Host).process?.getBuiltinModule?.("node:fs") as Files | undefined;
  if (files === undefined) {
    throw new StateError("PICTURE_NO_FILES", "save", "there are no files here to write a picture into", {
      remedies: [["take its text with ", { call: "svg()" }, " or ", { call: "html()" }]],
    });
  }
  await files.promises.writeFile(file, made(ending));
}
