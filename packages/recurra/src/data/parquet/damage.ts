import { DataError } from "../../core/errors.ts";

/** What a broken file is refused with; whoever knows the file's name puts it in. */
export function damaged(what: string): DataError {
  return new DataError("FILE_PARQUET", "file", `a Parquet file that cannot be read: ${what}`, {
    remedies: ["copy or download the file again", "write it again"],
  });
}
