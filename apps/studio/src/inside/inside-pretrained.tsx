import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { OpenedNetwork } from "recurra/inside";
import type { Engine } from "../engine/engine.ts";
import { InsideFold } from "./inside-fold.tsx";

interface InsidePretrainedParts {
  readonly engine: Engine;
  /** The file that is forecast, and how. */
  readonly sha256: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** What happens inside the network that forecasts without training. */
export function InsidePretrained({ engine, sha256, settings }: InsidePretrainedParts) {
  const [isOpen, setOpen] = useState(false);
  const [sequence, setSequence] = useState(0);
  const [problem, setProblem] = useState("");
  const opened = useSignal<OpenedNetwork | undefined>(undefined);
  useEffect(() => {
    if (!isOpen) return;
    let isLeft = false;
    setProblem("");
    engine.files.ask({ about: "inside", sha256, settings, sequence }).then(
      (network) => {
        if (!isLeft) opened.value = network;
      },
      ({ message }) => {
        if (!isLeft) setProblem(message);
      },
    );
    return () => {
      isLeft = true;
    };
  }, [isOpen, sequence, sha256, JSON.stringify(settings)]);
  return (
    <InsideFold
      title="Look inside the pretrained network"
      {...{ isOpen, source: opened, onOpen: setOpen }}
      waiting={problem || "It is being opened."}
      onOther={() => setSequence(sequence + 1)}
    />
  );
}
