import { useEffect, useState } from "preact/hooks";
import type { Engine } from "../engine/engine.ts";
import { InsideFold } from "./inside-fold.tsx";

interface InsideParts {
  readonly engine: Engine;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  /** Of a run that was kept: its steps are taken once more, and it rests where it was. */
  readonly onWake: () => void;
}

/** What happens inside the network while it learns. While this is folded nothing is opened: whoever does not look pays nothing. */
export function Inside({ engine, isOpen, onOpen, onWake }: InsideParts) {
  // Of the sequences that the run can show, counted round.
  const [sequence, setSequence] = useState(0);
  useEffect(() => {
    engine.look(isOpen ? { sequence } : undefined);
  }, [engine, isOpen, sequence]);
  useEffect(() => () => engine.look(undefined), [engine]);
  return (
    <InsideFold
      title="Look inside"
      {...{ isOpen, onOpen, source: engine.run.inside }}
      waiting={<Waiting engine={engine} onWake={onWake} />}
      onOther={() => setSequence(sequence + 1)}
    />
  );
}

function Waiting({ engine, onWake }: Pick<InsideParts, "engine" | "onWake">) {
  const { run } = engine;
  const { step } = run.seen.value;
  if (run.waits.value) {
    return (
      <>
        Of a run that was kept there is no network.{" "}
        <button type="button" onClick={onWake}>
          Take its {step} steps again
        </button>{" "}
        They lead to the same bits, and it rests there.
      </>
    );
  }
  return step === 0 ? (
    <>With the first steps the gates and states of the network stand here, and how each number came about.</>
  ) : (
    <>Nothing is opened yet.</>
  );
}
