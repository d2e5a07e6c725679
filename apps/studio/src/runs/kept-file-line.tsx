import { useEffect, useState } from "preact/hooks";
import type { OpenedFile } from "../engine/file-answers.ts";
import type { PageFiles } from "../engine/page-files.ts";
import { forgetFile } from "../stored/kept-files.ts";
import "./run-notice.css";

/** Whether the file that is open is kept in this browser, with a button that ends it. */
export function KeptFileLine({ files, file }: { readonly files: PageFiles; readonly file: OpenedFile }) {
  const [said, say] = useState("");
  const problem = files.kept.value.get(file.sha256);
  useEffect(() => say(""), [file.sha256]);
  if (problem === undefined) return null;
  const forget = async (): Promise<void> => {
    try {
      await forgetFile(file.sha256);
      say(`Forgotten: after a reload ${file.name} must be dropped again.`);
    } catch (error) {
      say(`It cannot be forgotten: ${(error as Error).message}.`);
    }
  };
  return (
    <p class="note kept-file" role="status">
      {said !== "" && said}
      {said === "" &&
        problem !== "" &&
        `${file.name} is not kept in this browser: ${problem}. A reload will ask for it.`}
      {said === "" && problem === "" && (
        <>
          Kept in this browser, so that a reload and a link to this file find it.{" "}
          <button type="button" class="small" onClick={forget}>
            Forget this file
          </button>
        </>
      )}
    </p>
  );
}
