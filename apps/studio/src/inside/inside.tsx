import { useEffect, useState } from "preact/hooks";
import type { Engine } from "../engine/engine.ts";
import { OpenedView } from "./opened-view.tsx";

interface InsideParts {
  readonly engine: Engine;
  /** Whether it is open from the beginning. */
  readonly isOpen?: boolean;
}

/** What happens inside the network while it learns. While this is folded nothing is opened: whoever does not look pays nothing. */
export function Inside({ engine, isOpen = false }: InsideParts) {
  const [open, setOpen] = useState(isOpen);
  useEffect(() => {
    engine.look(open);
    return () => engine.look(false);
  }, [engine, open]);
  return (
    <details class="look-inside" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Look inside</summary>
      {open && engine.inside.value === undefined && (
        <p class="note">
          With the first step the gates and states of the network stand here, and how each number came about.
        </p>
      )}
      {open && <OpenedView source={engine.inside} />}
    </details>
  );
}
