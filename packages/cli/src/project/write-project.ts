// Writes a project: all of its files, or none.

import { existsSync, mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { writeAtomically } from "../output/atomic-file.ts";
import { removeFolder, renameOver } from "../output/busy-file.ts";
import { guardWrite } from "../output/disk-error.ts";

/** What a project holds, by the names of its files, which may lie in folders: "assets/a.js". */
export type ProjectFiles = Readonly<Record<string, string | Uint8Array>>;

/**
 * Writes the files under another name beside the folder, which becomes it when all are there. Into a folder that is there already, and
 * empty, they are moved one by one. What was written is taken away again where the disk refuses one.
 */
export function writeProject(folder: string, files: ProjectFiles): void {
  const target = resolve(folder);
  const making = join(dirname(target), `.recurra-project.${process.pid}.tmp`);
  guardWrite(folder, "or name another folder", () => {
    const moved: string[] = [];
    try {
      makeFolders(dirname(target));
      mkdirSync(making);
      for (const [name, content] of Object.entries(files)) {
        makeFolders(dirname(join(making, name)));
        writeAtomically(join(making, name), content);
      }
      if (!existsSync(target)) renameOver(making, target);
      else {
        for (const name of readdirSync(making)) {
          renameOver(join(making, name), join(target, name));
          moved.push(name);
        }
        rmdirSync(making);
      }
    } catch (error) {
      for (const name of moved) removeFolder(join(target, name));
      removeFolder(making);
      throw error;
    }
  });
}

/** Makes a folder and those above it. (The recursive way of Node never ends below /proc.) */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  mkdirSync(path);
}
