import { useCallback, useEffect, useMemo } from "preact/hooks";
import { LossChart } from "../charts/loss-chart.tsx";
import { openEngine } from "../engine/open-engine.ts";
import { goTo, replaceLink } from "../link/route.ts";
import type { RunLink } from "../link/run-link.ts";
import { Result } from "./blocks.tsx";
import { Controls } from "./controls.tsx";
import { DropZone } from "./drop-zone.tsx";
import { EpochLog } from "./epoch-log.tsx";
import { FileCheck } from "./file-check.tsx";
import { ForecastForm } from "./forecast-form.tsx";

/** A file on its way to a forecast: what is in it, what the pretrained network says at once, and a network that learns from it. */
export function ForecastView({
  link,
  served,
}: {
  readonly link: RunLink;
  /** What the page was opened with. */
  readonly served: Promise<File | undefined>;
}) {
  const engine = useMemo(() => openEngine(), []);
  useEffect(() => () => engine.reset(), [engine]);
  const state = engine.state.value;
  const file = engine.file.value;
  const idle = state === "idle";
  const isHere = file !== undefined && file.sha256 === link.file?.sha256;
  const target = link.settings.target ?? (file?.columns.length === 1 ? file.columns[0] : undefined);
  const ready = isHere && target !== undefined;

  const onFile = useCallback((one: File) => engine.open(one), [engine]);

  useEffect(() => {
    void served.then((one) => one && engine.file.value === undefined && engine.open(one));
  }, [engine, served]);

  // A file that was dropped is this run's: the link names it, unless it waits for another one.
  useEffect(() => {
    if (file === undefined || file.sha256 === link.file?.sha256) return;
    if (link.file !== undefined && engine.instant.value === undefined && Object.keys(link.settings).length > 0) {
      engine.problem.value = `This link is of ${link.file.name}; ${file.name} has other bytes.`;
      return;
    }
    const { name, sha256 } = file;
    goTo({ ...link, settings: {}, file: { name, sha256 } });
  }, [engine, file, link]);

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
  const asked = ready ? JSON.stringify([link.file, settings]) : "";
  useEffect(() => {
    engine.instant.value = undefined;
    if (asked !== "" && engine.state.value === "idle") begin("instant", false);
  }, [asked]);

  return (
    <>
      <h1>Forecast a file</h1>
      <DropZone
        onFile={onFile}
        said={
          link.file && !isHere
            ? `This link is of ${link.file.name}. Drop that file here, or choose it:`
            : "Drop a table here, or choose one: CSV, a workbook, JSON, Parquet."
        }
      />
      {engine.problem.value !== "" && <p role="alert">{engine.problem.value}</p>}
      {isHere && <FileCheck file={file} />}
      {isHere && (
        <ForecastForm file={file} link={link} target={target} disabled={!idle} onChange={(next) => replaceLink(next)} />
      )}
      {ready && (
        <Controls
          state={state}
          seed={link.seed}
          link={{ ...link, settings }}
          onPlay={() => (idle ? begin("forecast", false) : engine.resume())}
          onPause={() => engine.pause()}
          onStep={(by) => {
            if (idle) begin("forecast", true);
            engine.step(by);
          }}
          onReset={() => engine.reset()}
          onSeed={() => {
            engine.reset();
            replaceLink({ ...link, seed: link.seed + 1 });
          }}
        />
      )}
      {!idle && engine.seen.value.step > 0 && <LossChart engine={engine} />}
      <EpochLog engine={engine} />
      {engine.result.value && <Result result={engine.result.value} name={target ?? "forecast"} />}
      {!engine.result.value && engine.instant.value && (
        <>
          <h2>Without training</h2>
          <p class="note">
            By a small network that has seen many made series. Press Play to see whether learning from this file
            improves on it.
          </p>
          <Result result={engine.instant.value} name={`${target}-instant`} />
        </>
      )}
    </>
  );
}
