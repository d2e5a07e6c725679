import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { LossChart } from "../../charts/loss-chart.tsx";
import { RaceChart } from "../../charts/race-chart.tsx";
import type { LabFacts } from "../../engine/lab-facts.ts";
import { openEngine } from "../../engine/open-engine.ts";
import { Inside } from "../../inside/inside.tsx";
import { lessons } from "../../lessons/lessons.ts";
import { goTo, markEntry, replaceLink } from "../../link/route.ts";
import type { RunLink } from "../../link/run-link.ts";
import { Controls } from "../../parts/controls.tsx";
import { EpochLog } from "../../parts/epoch-log.tsx";
import { useFileDrop } from "../../parts/file-drop.ts";
import { Pictures } from "../../parts/pictures.tsx";
import { Result } from "../../parts/result.tsx";
import { RunNotice } from "../../runs/run-notice.tsx";
import { useKeptRun } from "../../runs/use-kept-run.ts";
import { Dial, placeOf } from "./dial.tsx";
import { readData } from "./lab-data.ts";
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
      const file = lab.file === undefined ? undefined : await readData(lab.file);
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

  return (
    <>
      <h1>{lab.title}</h1>
      <p class="lead">{lab.about}.</p>
      {lesson && <Watch lesson={lesson} />}
      {link.controls === undefined && (
        <LabForm
          lab={lab}
          link={link}
          disabled={!idle}
          problems={engine.problems.value}
          onChange={(next) => replaceLink(next)}
        />
      )}
      <Controls
        state={state}
        seed={link.seed}
        link={link}
        onPlay={() => (begins ? begin(false) : engine.resume())}
        onPause={() => engine.pause()}
        onStep={(by) => (begins ? begin(true).then(() => engine.step(by)) : engine.step(by))}
        onReset={() => {
          engine.reset();
          markEntry(undefined);
        }}
        onSeed={() => (state === "idle" ? replaceLink : goTo)({ ...link, seed: link.seed + 1 })}
      />
      <RunNotice engine={engine} />
      {run.problem.value !== "" && <p role="alert">{run.problem.value}</p>}
      {lesson?.race === "above" && <RaceChart run={run} />}
      {lab.dial && dial !== undefined && link.controls !== "play" && (
        <Dial facts={lab.dial} value={dial} onTurn={turn} onRest={rest} />
      )}
      {run.pictures.value === "" && run.result.value === undefined ? (
        <RecordedPicture lab={lab.name} />
      ) : (
        !(isCells && looking) && <Pictures text={run.pictures.value} />
      )}
      <Inside engine={engine} isOpen={looking} onOpen={setLooking} onWake={() => begin(state !== "ended")} />
      {lesson?.race === "below" && <RaceChart run={run} />}
      {state !== "idle" && <LossChart run={run} />}
      <EpochLog run={run} />
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
      {run.result.value && <Result result={run.result.value} name={lab.name} />}
    </>
  );
}
