import { useCallback, useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { OpenedFile } from "../../engine/file-answers.ts";
import type { PageFiles } from "../../engine/page-files.ts";
import { readingOf, sameReading } from "../../link/reading.ts";
import { goTo } from "../../link/route.ts";
import type { RunLink } from "../../link/run-link.ts";

interface LinkedFileParts {
  readonly files: PageFiles;
  readonly link: RunLink;
  readonly visit: number;
  /** What the page was opened with. */
  readonly served: Promise<File | undefined>;
}

interface LinkedFile {
  /** The file that the link means, once it is open. */
  readonly file: OpenedFile | undefined;
  /** One that was given while the link waits for another one. */
  readonly other: OpenedFile | undefined;
  readonly onFile: (file: File) => void;
}

/** The file of a forecast: found where it is open or kept, and read as its link says. */
export function useLinkedFile({ files, link, visit, served }: LinkedFileParts): LinkedFile {
  const [other, setOther] = useState<OpenedFile>();
  useLayoutEffect(() => setOther(undefined), [visit]);
  const file = link.file && files.open.value.get(link.file.sha256);
  const arrived = files.arrived.value;
  const meant = link.file && { sha256: link.file.sha256, reading: readingOf(link.settings) };
  const meantText = JSON.stringify(meant);
  const onFile = useCallback((one: File) => files.take(one, meant), [files, meantText]);

  useEffect(() => {
    if (file === undefined) void served.then((one) => one && onFile(one));
  }, [files, served]);

  useEffect(() => {
    if (file && meant && !sameReading(file.reading, link.settings))
      void files.read(file.name, file.sha256, meant.reading);
  }, [files, file, meantText]);

  // One that was open before is here still.
  const wanted = file === undefined ? link.file : undefined;
  useEffect(() => {
    if (wanted) files.recall(wanted, meant?.reading ?? {});
  }, [files, wanted?.sha256, visit]);

  // A file that has arrived is the next run's, unless the link waits for another one.
  useEffect(() => {
    if (arrived === undefined) return;
    files.arrived.value = undefined;
    setOther(undefined);
    if (arrived.sha256 === link.file?.sha256) return;
    if (link.file === undefined || file !== undefined || Object.keys(link.settings).length === 0)
      goTo(linkOf(link, arrived));
    else setOther(arrived);
  }, [arrived]);

  return { file, other, onFile };
}

/** A link to another file: of the settings, none is its. */
export function linkOf(link: RunLink, { name, sha256, likely }: OpenedFile): RunLink {
  return { ...link, file: { name, sha256 }, settings: likely === undefined ? {} : { target: likely } };
}
