import { useEffect, useState } from "preact/hooks";
import { heldRuns } from "../../runs/run-lock.ts";
import { type KeptFile, listFiles } from "../../stored/kept-files.ts";
import { listRuns } from "../../stored/kept-runs.ts";
import { onStored } from "../../stored/news.ts";
import type { RunSummary } from "../../stored/run-record.ts";

interface Stored {
  /** Undefined until they are read. */
  readonly runs: readonly RunSummary[] | undefined;
  readonly files: readonly KeptFile[];
  /** The runs that a tab has. */
  readonly held: ReadonlySet<string>;
  /** Why nothing can be read; "" where it can. */
  readonly problem: string;
}

const NOTHING: Stored = { runs: undefined, files: [], held: new Set(), problem: "" };

/** What this browser keeps, read anew whenever a tab has written, and when this one is looked at again. */
export function useStored(): Stored {
  const [stored, setStored] = useState(NOTHING);
  useEffect(() => {
    let isOver = false;
    let isReading = false;
    let isOld = false;
    const read = async (): Promise<void> => {
      isOld = true;
      if (isReading) return;
      isReading = true;
      while (isOld && !isOver) {
        isOld = false;
        const next = await readAll();
        if (!isOver) setStored(next);
      }
      isReading = false;
    };
    const look = (): void => void read();
    const end = onStored(look);
    addEventListener("focus", look);
    look();
    return () => {
      isOver = true;
      end();
      removeEventListener("focus", look);
    };
  }, []);
  return stored;
}

async function readAll(): Promise<Stored> {
  try {
    const [runs, files, held] = await Promise.all([listRuns(), listFiles(), heldRuns()]);
    return { runs, files, held, problem: "" };
  } catch (error) {
    return { ...NOTHING, runs: [], problem: (error as Error).message };
  }
}
