import { useEffect, useState } from "preact/hooks";
import { runCount } from "./run-count.ts";

/** The way to the runs, with their number. The storage is asked once the page stands. */
export function RunsLink() {
  const [isThere, setThere] = useState(false);
  useEffect(() => setThere(true), []);
  const count = isThere ? runCount().value : 0;
  return <a href="#runs">Runs{count > 0 && ` (${count})`}</a>;
}
