import { useState } from "preact/hooks";
import type { RunState } from "../engine/protocol.ts";
import { asCommand } from "../link/as-command.ts";
import { asProgram } from "../link/as-program.ts";
import { labProgram } from "../link/lab-program.ts";
import type { RunLink } from "../link/run-link.ts";

/** The program of ten lines and more that does the same on the library; that of a lab, which is loaded when it is asked for, is its heart in short. */
async function codeOf(link: RunLink): Promise<string> {
  const { run } = link;
  if (run === "forecast") return asProgram(link);
  const { labCode } = await import("virtual:lab-code");
  return labProgram(link, labCode[run.replace("lab/", "")] ?? "");
}

interface ControlsParts {
  readonly state: RunState | "idle";
  /** Whether a run has to wait for something. */
  readonly busy?: boolean;
  readonly seed: number;
  readonly link: RunLink;
  readonly onPlay: () => void;
  readonly onPause: () => void;
  readonly onStep: (by: "batch" | "epoch") => void;
  readonly onReset: () => void;
  readonly onSeed: () => void;
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

interface PlayParts extends Pick<ControlsParts, "state" | "onPlay" | "onPause"> {
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

/** Play and its fellows: native buttons, in the order of a player's. */
export function Controls({ state, busy = false, seed, link, onPlay, onPause, onStep, onReset, onSeed }: ControlsParts) {
  const [said, say] = useState("");
  const over = state === "ended" || state === "stopped";
  const copy = async (what: string, text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say(`${what} copied.`);
    } catch {
      say(text);
    }
  };
  if (link.controls === "play") {
    return (
      <fieldset class="controls">
        <legend>The run</legend>
        <PlayOrPause {...{ state, over, busy, onPlay, onPause }} />
        <Press name="Reset" off={state === "idle"} onPress={onReset} />
      </fieldset>
    );
  }
  return (
    <fieldset class="controls">
      <legend>The run</legend>
      <PlayOrPause {...{ state, over, busy, onPlay, onPause }} />
      <Press name="One batch" off={state === "running" || over || busy} onPress={() => onStep("batch")} />
      <Press name="One epoch" off={state === "running" || over || busy} onPress={() => onStep("epoch")} />
      <Press name="Reset" off={state === "idle"} onPress={onReset} />
      <button type="button" onClick={onSeed}>
        New seed (now {seed})
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
