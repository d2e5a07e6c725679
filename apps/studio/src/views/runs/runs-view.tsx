import { useCallback, useRef, useState } from "preact/hooks";
import { DropZone } from "../../parts/drop-zone.tsx";
import { RunFileError, readRunFile, writeRunFile } from "../../runs/run-file.ts";
import { nameOf, sayBytes } from "../../runs/run-words.ts";
import { forgetAllFiles } from "../../stored/kept-files.ts";
import { addRuns, deleteAllRuns, deleteRun, findRun, labelRun, MOST_RUNS } from "../../stored/kept-runs.ts";
import type { RunSummary } from "../../stored/run-record.ts";
import { Confirm } from "./confirm.tsx";
import { OverlayChart } from "./overlay-chart.tsx";
import { MOST_OVERLAID } from "./overlay-lines.ts";
import { RunRow } from "./run-row.tsx";
import { useStored } from "./use-stored.ts";
import "./runs.css";
import { runBefore, whatChanged } from "./what-changed.ts";

interface Asked {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly keep: string;
  readonly work: () => Promise<void>;
}

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

/** The runs that this browser keeps, beside each other. */
export function RunsView() {
  const { runs, files, held, problem } = useStored();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [baseId, setBase] = useState("");
  const [asked, ask] = useState<Asked | undefined>(undefined);
  const [said, say] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);

  const attempt = useCallback(async (work: () => Promise<unknown>): Promise<void> => {
    try {
      const done = await work();
      say(typeof done === "string" ? done : "");
    } catch (error) {
      say(error instanceof RunFileError ? error.message : `That cannot be done: ${(error as Error).message}.`);
    }
  }, []);
  const take = useCallback(
    (file: File): void =>
      void attempt(async () => {
        const read = readRunFile(await file.text(), file.name);
        const left = await addRuns(read);
        const most =
          left < read.length ? ` It has ${read.length}; ${MOST_RUNS} are kept beside those that are pinned.` : "";
        return `${counted(left, "run")} of ${file.name} taken.${most}`;
      }),
    [attempt],
  );

  const all = runs ?? [];
  const base = all.find(({ id }) => id === baseId);
  const overlaid = chosen.flatMap((id) => all.find((run) => run.id === id) ?? []);
  const size = files.reduce((sum, file) => sum + file.size, 0);

  const exported = (): Promise<void> =>
    attempt(async () => {
      const wanted = overlaid.length > 0 ? overlaid : all;
      const found = (await Promise.all(wanted.map(({ id }) => findRun(id)))).filter((one) => one !== undefined);
      save("recurra-runs.json", writeRunFile(found));
      return `${counted(found.length, "run")} written.`;
    });
  const deleteOne = (run: RunSummary): void =>
    ask({
      title: `Delete ${nameOf(run)}?`,
      text: `Its losses, pictures and result go from this browser, for good. Its link still makes it anew.${
        held.has(run.id) ? " A tab has it: it goes on there, and is not kept any more." : ""
      }`,
      action: "Delete it",
      keep: "Keep it",
      work: () => deleteRun(run.id),
    });
  const pinned = all.filter((run) => run.pinned).length;
  const deleteAll = (): void =>
    ask({
      title: `Delete ${all.length === 1 ? "the run" : `all ${all.length} runs`}?`,
      text: `Losses, pictures and results of ${counted(all.length, "run")} go from this browser, for good${
        pinned > 0
          ? `; ${pinned} of them ${pinned === 1 ? "is" : "are"} pinned, and ${pinned === 1 ? "goes" : "go"} too`
          : ""
      }. Files stay.`,
      action: `Delete ${counted(all.length, "run")}`,
      keep: all.length === 1 ? "Keep it" : "Keep them",
      work: deleteAllRuns,
    });
  const forgetFiles = (): void =>
    ask({
      title: `Forget ${counted(files.length, "file")}?`,
      text: `${files.map(({ name }) => name).join(", ")}: ${files.length === 1 ? "it goes" : "they go"} from this browser. A run of such a file asks for it when it goes on.`,
      action: `Forget ${counted(files.length, "file")}`,
      keep: files.length === 1 ? "Keep it" : "Keep them",
      work: forgetAllFiles,
    });

  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        Runs
      </h1>
      <p class="lead">
        What was played here, kept in this browser and nowhere else: the latest {MOST_RUNS}, and those that are pinned.
      </p>
      {problem !== "" && <p role="alert">Runs cannot be kept in this browser: {problem}.</p>}
      {runs?.length === 0 && problem === "" && <p>There is none yet: pick a lab or a file, and press Play.</p>}
      {all.length > 0 && (
        <>
          <p class="field base">
            <label for="base">What changed, compared with</label>
            <select id="base" value={base?.id ?? ""} onChange={({ currentTarget }) => setBase(currentTarget.value)}>
              <option value="">the run before of the same kind</option>
              {all.map((run) => (
                <option key={run.id} value={run.id}>
                  {nameOf(run)}, seed {/seed=(\d+)/.exec(run.link)?.[1] ?? 0}, {run.step} steps
                </option>
              ))}
            </select>
          </p>
          <section class="broad scroll all-runs" tabindex={0} aria-label="Table of the runs">
            <table class="runs">
              <thead>
                <tr>
                  <th scope="col">
                    <span class="hidden">overlay</span>
                  </th>
                  <th scope="col">run</th>
                  <th scope="col">seed</th>
                  <th scope="col">steps</th>
                  <th scope="col">last loss</th>
                  <th scope="col">validation loss</th>
                  <th scope="col">what changed</th>
                  <th scope="col">verdict</th>
                </tr>
              </thead>
              <tbody>
                {all.map((run) => (
                  <RunRow
                    key={run.id}
                    run={run}
                    isHeld={held.has(run.id)}
                    changed={whatChanged(run, base ?? runBefore(run, all))}
                    isChosen={chosen.includes(run.id)}
                    mayChoose={overlaid.length < MOST_OVERLAID}
                    onChoose={(isChosen) =>
                      setChosen([
                        ...overlaid.map(({ id }) => id).filter((id) => id !== run.id),
                        ...(isChosen ? [run.id] : []),
                      ])
                    }
                    onName={(name) => void attempt(() => labelRun(run.id, { name }))}
                    onPin={(pinned) => void attempt(() => labelRun(run.id, { pinned }))}
                    onDelete={() => deleteOne(run)}
                  />
                ))}
              </tbody>
            </table>
          </section>
          {overlaid.length === 0 ? (
            <p class="note">
              Choose up to {MOST_OVERLAID} runs in the first column to lay their losses over each other.
            </p>
          ) : (
            <OverlayChart runs={overlaid} />
          )}
        </>
      )}
      <p class="downloads">
        {all.length > 0 && (
          <>
            <button type="button" onClick={exported}>
              {overlaid.length > 0 ? `Export the ${counted(overlaid.length, "chosen run")}` : "Export all runs"}
            </button>
            <button type="button" onClick={deleteAll}>
              Delete all runs
            </button>
          </>
        )}
        {files.length > 0 && (
          <button type="button" onClick={forgetFiles}>
            Forget {counted(files.length, "file")} ({sayBytes(size)})
          </button>
        )}
      </p>
      <p role="status">{said}</p>
      <DropZone onFile={take} said="Import runs that were exported: drop the file here, or choose it:" />
      {asked && (
        <Confirm
          {...asked}
          onNo={() => ask(undefined)}
          onYes={() => {
            ask(undefined);
            // What was pressed may be gone: who goes by keys is at the list.
            void attempt(asked.work).then(() => heading.current?.focus());
          }}
        />
      )}
    </>
  );
}

function save(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
