import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { withSettings } from "../../check/effects.ts";
import { FileCheck } from "../../check/file-check.tsx";
import { FileLook } from "../../check/file-look.tsx";
import { RefusalBox } from "../../check/refusal-box.tsx";
import { useAnswer } from "../../check/use-answer.ts";
import { openEngine } from "../../engine/open-engine.ts";
import { Inside } from "../../inside/inside.tsx";
import { InsidePretrained } from "../../inside/inside-pretrained.tsx";
import { goTo, markEntry, replaceLink } from "../../link/route.ts";
import { type RunLink, writeLink } from "../../link/run-link.ts";
import { LinkButtons, RunBar } from "../../parts/controls.tsx";
import { DropZone } from "../../parts/drop-zone.tsx";
import { KeptFileLine } from "../../runs/kept-file-line.tsx";
import { RunNotice } from "../../runs/run-notice.tsx";
import { useKeptRun } from "../../runs/use-kept-run.ts";
import "./forecast.css";
import { ForecastForm } from "./forecast-form.tsx";
import { ForecastResult } from "./forecast-result.tsx";
import { InShort } from "./in-short.tsx";
import { Steps } from "./steps.tsx";
import { Training } from "./training.tsx";
import { linkOf, useLinkedFile } from "./use-linked-file.ts";
import { WithoutTraining } from "./without-training.tsx";

/** A file on its way to a forecast: what is in it, what the pretrained network says at once, and a network that learns from it. */
export function ForecastView({
  link,
  visit,
  served,
}: {
  readonly link: RunLink;
  readonly visit: number;
  /** What the page was opened with. */
  readonly served: Promise<File | undefined>;
}) {
  const engine = useMemo(() => openEngine(), []);
  const { run, files, untrained } = engine;
  const [drawn, setDrawn] = useState<ReadonlySet<string>>(new Set());
  const [looking, setLooking] = useState(false);
  // Another link is another run: what the one before came to goes with it, at once: the next page may show a run before effects are cleaned up.
  useLayoutEffect(() => {
    untrained.forget();
    return () => engine.reset();
  }, [engine, visit]);
  useKeptRun(engine);
  const { file, other, onFile } = useLinkedFile({ files, link, visit, served });
  const state = run.state.value;
  // After a failure, too, settings can be changed and played.
  const idle = state === "idle" || state === "failed";
  const begins = idle || run.waits.value;
  const target = link.settings.target ?? (file?.columns.length === 1 ? file.columns[0] : undefined);
  const ready = file !== undefined && target !== undefined;

  const settings = useMemo(
    () => ({ ...link.settings, ...(target !== undefined && { target }) }),
    [link.settings, target],
  );
  const begin = (kind: "instant" | "forecast", paused: boolean): void => {
    if (link.file === undefined) return;
    const { seed, mode, stop } = link;
    const what = { kind, sha256: link.file.sha256 };
    engine.start({ what, settings, seed, mode, paused, ...(kind === "forecast" && stop !== undefined && { stop }) });
  };

  // At once: what needs no training.
  const isLookedAt = ready && !file.refusal && (!file.series || link.settings.where !== undefined);
  // The rows are drawn first: of very many, all else takes longer.
  const waits = isLookedAt && !drawn.has(file.sha256);
  const asked = ready && !waits ? JSON.stringify([link.file, settings, visit]) : "";
  const lastAsked = useRef("");
  useEffect(() => {
    const isNew = lastAsked.current !== asked;
    lastAsked.current = asked;
    if (isNew) untrained.forget();
    // A run that was begun before the answer ended it: after a reset it is asked for again.
    else if (untrained.result.value || untrained.isAsked.value || run.state.value !== "idle") return;
    if (asked !== "" && (["idle", "failed"].includes(run.state.value) || run.waits.value)) begin("instant", false);
  }, [asked, state === "idle"]);

  // Before anything is played: how the rows will be cut, or why they cannot be.
  const { answer: plan, isNew: isPlanned } = useAnswer(
    files,
    ready && link.file && !waits ? { about: "plan", sha256: link.file.sha256, settings } : undefined,
  );
  const refused = isPlanned ? plan?.refusal : undefined;
  const onSet = (change: Readonly<Record<string, string>>, adds = false): void =>
    replaceLink({ ...link, settings: withSettings(link.settings, change, adds) });

  // Where the column that is most likely meant was found by another reading.
  useEffect(() => {
    if (file?.likely !== undefined && link.settings.target === undefined && idle) onSet({ target: file.likely });
  }, [file, link.settings.target]);

  const { value: reading } = files.reading;
  const working =
    reading !== ""
      ? `Reading ${reading} ...`
      : untrained.isAsked.value && !untrained.first.value
        ? "Forecasting ..."
        : "";
  const problem = untrained.problem.value || run.problem.value;
  return (
    <>
      <h1>Forecast a file</h1>
      <DropZone
        onFile={onFile}
        said={
          link.file && !file
            ? `This link is of ${link.file.name}. Drop that file here, or choose it:`
            : "Drop a table here, or choose one: CSV, a workbook, JSON, Parquet."
        }
      />
      <p class="private">Nothing leaves this browser: the file is read, and learned from, here.</p>
      {ready && (
        <div class="way">
          <Steps
            there={
              new Set([
                "check",
                "learn",
                ...(untrained.first.value || untrained.result.value ? ["without-training"] : []),
                ...(run.result.value ? ["after-training"] : []),
              ])
            }
          />
          <RunBar
            run={run}
            busy={begins && (!isPlanned || refused !== undefined)}
            link={link}
            onPlay={() => {
              if (begins) begin("forecast", false);
              else engine.resume();
              // Where it is to be seen.
              requestAnimationFrame(() => document.getElementById("learn")?.scrollIntoView());
            }}
            onPause={() => engine.pause()}
            onStep={(by) => {
              if (begins) begin("forecast", true);
              engine.step(by);
            }}
            onReset={() => {
              engine.reset();
              markEntry(undefined);
            }}
          />
        </div>
      )}
      {ready && <InShort instant={untrained.result.value} trained={run.result.value} name={target} />}
      {files.unread.value !== "" && <p role="alert">{files.unread.value}</p>}
      {problem !== "" && !ready && <p role="alert">{problem}</p>}
      {link.file && !file && other && (
        <p role="alert">
          This link is of {link.file.name}; {other.name} has other bytes.{" "}
          <a href={`#${writeLink(linkOf(link, other))}`}>Forecast {other.name} instead</a>
        </p>
      )}
      {reading !== "" && <p role="status">{working}</p>}
      {file && (
        <FileCheck
          file={file}
          settings={link.settings}
          target={target}
          said={refused?.message}
          disabled={!idle}
          onSet={onSet}
        >
          {!file.refusal && file.faults.length === 0 && file.columns.length === 0 && (
            <p role="alert">{file.name} has no column of numbers, so there is nothing to forecast.</p>
          )}
          <div class="beside">
            {file.columns.length > 0 && (
              <ForecastForm
                file={file}
                settings={link.settings}
                target={target}
                plan={plan}
                disabled={!idle}
                onSet={onSet}
              />
            )}
            <div>
              {refused && <RefusalBox refusal={refused} disabled={!idle} onSet={(change) => onSet(change, true)} />}
              {isLookedAt && (
                <FileLook
                  files={files}
                  file={file}
                  settings={link.settings}
                  target={target}
                  plan={plan}
                  disabled={!idle}
                  onSet={onSet}
                  onDrawn={() => setDrawn(new Set(drawn).add(file.sha256))}
                />
              )}
            </div>
          </div>
        </FileCheck>
      )}
      {file && <KeptFileLine files={files} file={file} />}
      {ready && reading === "" && working !== "" && <p role="status">{working}</p>}
      {ready && (
        <WithoutTraining
          first={untrained.first.value}
          answer={untrained.result.value}
          name={target}
          brief={run.result.value !== undefined}
          measured={refused || problem !== "" ? "never" : untrained.isAsked.value || run.result.value ? "now" : "later"}
        />
      )}
      {ready && untrained.result.value && <InsidePretrained engine={engine} sha256={file.sha256} settings={settings} />}
      {ready && problem !== "" && !(refused && idle) && <Failed problem={problem} state={state} />}
      {(ready || state !== "idle") && (
        <section class="learn">
          <h2 id="learn" tabIndex={-1}>
            Training on this file
          </h2>
          {state === "idle" && (
            <p>Does learning from this file improve on the answer without training? Press Play and see.</p>
          )}
          <RunNotice engine={engine} />
          <Training engine={engine} />
          {ready && (
            <LinkButtons
              link={{ ...link, settings }}
              onSeed={() => (state === "idle" ? replaceLink : goTo)({ ...link, seed: link.seed + 1 })}
            />
          )}
        </section>
      )}
      {ready && state !== "idle" && (
        <Inside
          engine={engine}
          isOpen={looking}
          onOpen={setLooking}
          onWake={() => begin("forecast", state !== "ended")}
        />
      )}
      {run.result.value && <ForecastResult result={run.result.value} name={target ?? "forecast"} />}
    </>
  );
}

/** What went wrong, and where it is set right. */
function Failed({ problem, state }: { readonly problem: string; readonly state: string }) {
  return (
    <div role="alert">
      <p>{problem}</p>
      {state === "failed" && <p>Nothing was kept of this run. Change the settings above, and press Play again.</p>}
    </div>
  );
}
