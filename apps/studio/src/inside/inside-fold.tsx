import type { ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { OpenedNetwork } from "recurra/inside";
import type { OpenedView } from "./opened-view.tsx";

interface InsideFoldParts {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly source: ReadonlySignal<OpenedNetwork | undefined>;
  /** What stands there until something is opened. */
  readonly waiting: ComponentChildren;
  /** Another sequence is asked for. */
  readonly onOther: () => void;
}

/** A network to look into. What draws it is loaded when somebody looks for the first time. */
export function InsideFold({ title, isOpen, onOpen, source, waiting, onOther }: InsideFoldParts) {
  const [View, setView] = useState<typeof OpenedView>();
  useEffect(() => {
    if (isOpen) void import("./opened-view.tsx").then((loaded) => setView(() => loaded.OpenedView));
  }, [isOpen]);
  return (
    <details class="look-inside" open={isOpen} onToggle={({ currentTarget }) => onOpen(currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && source.value === undefined && <div class="note">{waiting}</div>}
      {isOpen && View && <View source={source} onOther={onOther} />}
    </details>
  );
}
