import { useState } from "preact/hooks";
import type { RunState } from "../engine/protocol.ts";
import type { ShownRun } from "../engine/shown-run.ts";
import { asCommand } from "../link/as-command.ts";
import { asProgram } from "../link/as-program.ts";
import { labProgram } from "../link/lab-program.ts";
import type { RunLink } from "../link/run-link.ts";
import "./controls.css";

/** The program of ten lines and more that does the same on the library; that of a lab, which is loaded when it is asked for, is its heart in short. */
async function codeOf(link: RunLink): Promise<string> {
  const { run } = link;
  if (run === "forecast") return asProgram(link);
  const { labCode } = await import("virtual:lab-code");
  return labProgram(link, labCode[run.replace("lab/", "")] ?? "");
}

interface RunBarParts {
  readonly run: ShownRun;
  /** Whether a run has to wait for something. */
  readonly busy?: boolean;
  readonly link: RunLink;
  readonly onPlay: () => void;
  readonly onPause: () => void;
  readonly onStep: (by: "batch" | "epoch") => void;
  readonly onReset: () => void;
}

interface PressParts {
  readonly name: string;
  readonly kind?: "play";
  readonly off?: boolean;
  readonly onPress: () => void;
}

/** A button that is off at times. It keeps the focus then, which `disabled` would take from who steps by keyboard. */
function Press({ name, kind, off = false, onPress }: PressParts) {
  return (
    <button type="button" class={kind} aria-disabled={off} onClick={off ? undefined : onPress}>
      {name}
    </button>
  );
}

interface PlayParts extends Pick<RunBarParts, "onPlay" | "onPause"> {
  readonly state: RunState | "idle";
  readonly over: boolean;
  readonly busy: boolean;
}

function PlayOrPause({ state, over, busy, onPlay, onPause }: PlayParts) {
  return state === "running" ? (
    <Press name="Pause" kind="play" onPress={onPause} />
  ) : (
    <Press name="Play" kind="play" off={over || busy} onPress={onPlay} />
  );
}

/** Play and its fellows: native buttons, in the order of a player's. It stays in view, wherever the page is scrolled to. */
export function RunBar({ run, busy = false, link, onPlay, onPause, onStep, onReset }: RunBarParts) {
  const state = run.state.value;
  const over = state === "ended" || state === "stopped";
  const off = state === "running" || over || busy;
  return (
    <fieldset class="controls run-bar">
      <legend>The run</legend>
      <PlayOrPause {...{ state, over, busy, onPlay, onPause }} />
      {link.controls !== "play" && (
        <>
          <Press name="One batch" off={off} onPress={() => onStep("batch")} />
          <Press name="One epoch" off={off} onPress={() => onStep("epoch")} />
        </>
      )}
      <Press name="Reset" off={state === "idle"} onPress={onReset} />
      <RunPlace run={run} />
    </fieldset>
  );
}

/** Where the run is: for the eye alone, since the losses below say it in words. */
function RunPlace({ run }: { readonly run: ShownRun }) {
  const { step } = run.seen.value;
  run.drawn.value;
  const recent = run.tracks.all.at(-1)?.recent;
  return (
    <small class="run-place" aria-hidden="true">
      step {step.toLocaleString("en-US")}
      {recent !== undefined && `, loss ${recent.toPrecision(4)}`}
    </small>
  );
}

interface LinkButtonsParts {
  readonly link: RunLink;
  readonly onSeed: () => void;
}

/** The run as a link, a command, a program; and the same with another seed. */
export function LinkButtons({ link, onSeed }: LinkButtonsParts) {
  const [said, say] = useState("");
  const copy = async (what: string, text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say(`${what} copied.`);
    } catch {
      say(text);
    }
  };
  return (
    <fieldset class="controls links">
      <legend>The run as a link</legend>
      <button type="button" onClick={onSeed}>
        New seed (now {link.seed})
      </button>
      <button type="button" onClick={() => copy("Link", location.href)}>
        Copy link
      </button>
      <button type="button" onClick={() => copy("Command", asCommand(link))}>
        Copy as command
      </button>
      <button type="button" onClick={async () => copy("Code", await codeOf(link))}>
        Copy as code
      </button>
      <span role="status">{said}</span>
    </fieldset>
  );
}
