import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { LossChart } from "../../charts/loss-chart.tsx";
import { RaceChart, Standings } from "../../charts/race-chart.tsx";
import type { LabFacts } from "../../engine/lab-facts.ts";
import { openEngine } from "../../engine/open-engine.ts";
import type { ShownRun } from "../../engine/shown-run.ts";
import { Inside } from "../../inside/inside.tsx";
import { lessons } from "../../lessons/lessons.ts";
import { goTo, markEntry, replaceLink } from "../../link/route.ts";
import type { RunLink } from "../../link/run-link.ts";
import { LinkButtons, RunBar } from "../../parts/controls.tsx";
import { EpochLog } from "../../parts/epoch-log.tsx";
import { useFileDrop } from "../../parts/file-drop.ts";
import { Pictures } from "../../parts/pictures.tsx";
import { Result } from "../../parts/result.tsx";
import { useWide } from "../../parts/use-wide.ts";
import { RunNotice } from "../../runs/run-notice.tsx";
import { useKeptRun } from "../../runs/use-kept-run.ts";
import "./lab.css";
import { Dial, placeOf } from "./dial.tsx";
import { readBundled } from "./lab-data.ts";
import { LabForm } from "./lab-form.tsx";
import { LessonView, Watch } from "./lesson-view.tsx";
import { RecordedPicture } from "./recorded-picture.tsx";

/** A lab: its settings, its controls, the network while it learns, and what it found. */
export function LabView({ lab, link }: { readonly lab: LabFacts; readonly link: RunLink }) {
  const engine = useMemo(() => openEngine(), []);
  const { run } = engine;
  const [dial, setDial] = useState(lab.dial && placeOf(lab.dial, link.dial));
  // What the lab of cells draws is what is seen inside.
  const isCells = lab.name === "cells";
  const [looking, setLooking] = useState(isCells);
  useFileDrop();
  // At once: the next page may show a run before effects are cleaned up.
  const isLeft = useRef(false);
  useLayoutEffect(
    () => () => {
      isLeft.current = true;
      engine.reset();
    },
    [engine],
  );
  useKeptRun(engine);
  useEffect(() => engine.check(lab.name, link.settings), [engine, lab, link.settings]);
  const state = run.state.value;
  // After a failure, too, settings can be changed and played.
  const idle = state === "idle" || state === "failed";
  const begins = idle || run.waits.value;

  const begin = async (paused: boolean, place = dial): Promise<void> => {
    const { settings, seed, mode, stop } = link;
    try {
      const file = lab.file === undefined ? undefined : await readBundled(lab.file);
      // The next page has the engine by now.
      if (isLeft.current) return;
      engine.start({
        what: { kind: "lab", lab: lab.name, ...(file && { file }) },
        settings,
        seed,
        mode,
        paused,
        ...(place !== undefined && { dial: place }),
        ...(stop !== undefined && { stop }),
      });
    } catch (error) {
      run.problem.value = error instanceof Error ? error.message : String(error);
    }
  };

  const lesson = lessons[lab.name];
  // What is seen inside a cell is as broad as the page: all else stands above it and below.
  const isBeside = useWide() && !isCells;
  const turn = (value: number): void => {
    setDial(value);
    engine.turn(value);
  };
  // The link of the page says where the dial rests; the browser bears no new one for each pixel that it moves.
  const rest = (value: number): void => {
    const { dial: _, ...others } = link;
    replaceLink(value === lab.dial?.initial ? others : { ...others, dial: value });
    // A run that was kept has no network to be looked at, until its steps are taken once more.
    if (run.waits.value) void begin(true, value);
  };

  const losses = (
    <>
      {lesson?.race === "below" && <RaceChart run={run} />}
      {lesson?.race && <Standings run={run} />}
      {state !== "idle" && <LossChart run={run} isRace={lesson?.race !== undefined} />}
      <EpochLog run={run} />
    </>
  );
  const turned = lab.dial && dial !== undefined && link.controls !== "play" && (
    <Dial facts={lab.dial} value={dial} onTurn={turn} onRest={rest} />
  );
  const more = (
    <>
      {link.controls === undefined && (
        <LabForm
          lab={lab}
          link={link}
          disabled={!idle}
          problems={engine.problems.value}
          onChange={(next) => replaceLink(next)}
        />
      )}
      {link.controls !== "play" && (
        <LinkButtons
          link={link}
          onSeed={() => (state === "idle" ? replaceLink : goTo)({ ...link, seed: link.seed + 1 })}
        />
      )}
      {lesson && link.controls === undefined && (
        <LessonView
          lesson={lesson}
          lab={lab.name}
          link={link}
          onTurn={(value) => {
            turn(value);
            rest(value);
          }}
        />
      )}
    </>
  );
  return (
    <>
      <h1>{lab.title}</h1>
      <p class="lead">{lab.about}.</p>
      <div class={isCells ? "lab flat" : "lab"}>
        <div class="lab-side">
          {lesson && <Watch lesson={lesson} />}
          <div class="lab-run">
            <RunBar
              run={run}
              link={link}
              onPlay={() => (begins ? begin(false) : engine.resume())}
              onPause={() => engine.pause()}
              onStep={(by) => (begins ? begin(true).then(() => engine.step(by)) : engine.step(by))}
              onReset={() => {
                engine.reset();
                markEntry(undefined);
              }}
            />
            {(isBeside || isCells) && turned}
          </div>
          <RunNotice engine={engine} />
          {run.problem.value !== "" && <p role="alert">{run.problem.value}</p>}
          {isBeside && more}
        </div>
        <div class="lab-show">
          {lesson?.race === "above" && <RaceChart run={run} />}
          {run.pictures.value === "" && run.result.value === undefined ? (
            <RecordedPicture lab={lab.name} />
          ) : (
            !(isCells && looking) && <LivePicture run={run} />
          )}
          {!isBeside && !isCells && turned}
          {!isCells && losses}
        </div>
        <Inside engine={engine} isOpen={looking} onOpen={setLooking} onWake={() => begin(state !== "ended")} />
        {isCells && losses}
      </div>
      {!isBeside && more}
      {run.result.value && <Result result={run.result.value} name={lab.name} />}
    </>
  );
}

/** The network as it is, in the place of what was recorded: nothing moves when it comes. */
function LivePicture({ run }: { readonly run: ShownRun }) {
  return (
    <section class="frame" aria-label="Pictures">
      <p class="label">
        <strong>{run.state.value === "running" ? "Live:" : "At rest:"}</strong> the network as it is now.
      </p>
      <Pictures text={run.pictures.value} />
    </section>
  );
}
