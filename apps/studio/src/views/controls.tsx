import { useState } from "preact/hooks";
import type { RunState } from "../engine/protocol.ts";
import { asCommand } from "../link/as-command.ts";
import type { RunLink } from "../link/run-link.ts";

/** The program of ten lines and more that does the same on the library; loaded when it is asked for. */
async function codeOf({ run }: RunLink): Promise<string> {
  const { labCode } = await import("virtual:lab-code");
  return labCode[run.replace("lab/", "")] ?? "";
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

/** Play and its fellows: native buttons, in the order of a player's. */
export function Controls({ state, busy = false, seed, link, onPlay, onPause, onStep, onReset, onSeed }: ControlsParts) {
  const [said, say] = useState("");
  const over = state === "ended" || state === "failed" || state === "stopped";
  const copy = async (what: string, text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say(`${what} copied.`);
    } catch {
      say(text);
    }
  };
  return (
    <fieldset class="controls">
      <legend>The run</legend>
      {state === "running" ? (
        <button type="button" class="play" onClick={onPause}>
          Pause
        </button>
      ) : (
        <button type="button" class="play" disabled={over || busy} onClick={onPlay}>
          Play
        </button>
      )}
      <button type="button" disabled={state === "running" || over || busy} onClick={() => onStep("batch")}>
        One batch
      </button>
      <button type="button" disabled={state === "running" || over || busy} onClick={() => onStep("epoch")}>
        One epoch
      </button>
      <button type="button" disabled={state === "idle"} onClick={onReset}>
        Reset
      </button>
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
