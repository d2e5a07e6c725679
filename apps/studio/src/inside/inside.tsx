import { useEffect, useState } from "preact/hooks";
import type { Engine } from "../engine/engine.ts";
import type { OpenedView } from "./opened-view.tsx";

interface InsideParts {
  readonly engine: Engine;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** What happens inside the network while it learns. While this is folded nothing is opened: whoever does not look pays nothing. */
export function Inside({ engine, isOpen, onOpen }: InsideParts) {
  // Of the sequences that the run can show, counted round.
  const [sequence, setSequence] = useState(0);
  useEffect(() => {
    engine.look(isOpen ? { sequence } : undefined);
  }, [engine, isOpen, sequence]);
  useEffect(() => () => engine.look(undefined), [engine]);
  // Loaded when somebody looks for the first time.
  const [View, setView] = useState<typeof OpenedView>();
  useEffect(() => {
    if (isOpen) void import("./opened-view.tsx").then((loaded) => setView(() => loaded.OpenedView));
  }, [isOpen]);
  return (
    <details class="look-inside" open={isOpen} onToggle={({ currentTarget }) => onOpen(currentTarget.open)}>
      <summary>Look inside</summary>
      {isOpen && engine.run.inside.value === undefined && (
        <p class="note">
          {engine.run.seen.value.step === 0
            ? "With the first steps the gates and states of the network stand here, and how each number came about."
            : "Nothing is opened yet."}
        </p>
      )}
      {isOpen && View && <View source={engine.run.inside} onOther={() => setSequence(sequence + 1)} />}
    </details>
  );
}
