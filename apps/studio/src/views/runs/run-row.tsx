import { useRef, useState } from "preact/hooks";
import { sayNumber } from "../../charts/chart-line.ts";
import { goToKept } from "../../link/route.ts";
import { writeLink } from "../../link/run-link.ts";
import { linkOf, nameOf, sayTime, titleOf } from "../../runs/run-words.ts";
import type { RunSummary } from "../../stored/run-record.ts";
import { NameField } from "./run-name.tsx";

interface RunRowParts {
  readonly run: RunSummary;
  /** Whether a tab has it. */
  readonly isHeld: boolean;
  readonly changed: string;
  readonly isChosen: boolean;
  /** Whether it may be chosen, too. */
  readonly mayChoose: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onName: (name: string) => void;
  readonly onPin: (pinned: boolean) => void;
  readonly onDelete: () => void;
}

function stateOf({ state }: RunSummary, isHeld: boolean): string {
  if (isHeld && (state === "running" || state === "paused")) return `${state} in another tab`;
  return state === "running" || state === "stopped" ? "paused" : state;
}

/** One run of the table. */
export function RunRow(parts: RunRowParts) {
  const { run, isHeld, changed, isChosen, mayChoose, onChoose, onName, onPin, onDelete } = parts;
  const [isNaming, setNaming] = useState(false);
  const rename = useRef<HTMLButtonElement>(null);
  const { id, pinned, started, step, lastLoss, validationLoss, verdict } = run;
  const link = linkOf(run);
  const name = nameOf(run);
  const number = (value: number | undefined): string => (value === undefined ? "-" : sayNumber(value));
  return (
    <tr class={pinned ? "pinned" : undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={`Overlay the losses of ${name}, ${sayTime(started)}`}
          checked={isChosen}
          disabled={!isChosen && !mayChoose}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
      </td>
      <th scope="row">
        {!isNaming ? (
          <a
            href={`#${writeLink(link)}`}
            onClick={(event) => {
              // In another tab the link is the run from its beginning; here it is the one that is kept.
              if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
              event.preventDefault();
              goToKept(link, id);
            }}
          >
            {name}
          </a>
        ) : (
          <NameField
            label={`Name of ${name}`}
            name={run.name ?? ""}
            onDone={(given) => {
              setNaming(false);
              if (given !== undefined && given !== (run.name ?? "")) onName(given);
              rename.current?.focus();
            }}
          />
        )}
        <small id={`said-${id}`}>
          {run.name !== undefined && `${titleOf(link)}; `}
          {sayTime(started)}; {stateOf(run, isHeld)}
          {pinned && "; pinned"}
        </small>
        <span class="actions">
          <button
            type="button"
            class="small"
            aria-label={`${pinned ? "Unpin" : "Pin"} ${name}`}
            aria-describedby={`said-${id}`}
            onClick={() => onPin(!pinned)}
          >
            {pinned ? "Unpin" : "Pin"}
          </button>
          <button
            type="button"
            class="small"
            aria-label={`Rename ${name}`}
            aria-describedby={`said-${id}`}
            ref={rename}
            onClick={() => setNaming(true)}
          >
            Rename
          </button>
          <button
            type="button"
            class="small"
            aria-label={`Delete ${name}`}
            aria-describedby={`said-${id}`}
            onClick={onDelete}
          >
            Delete
          </button>
        </span>
      </th>
      <td data-label="seed">{link.seed}</td>
      <td data-label="steps">{step.toLocaleString("en-US")}</td>
      <td data-label="last loss">{number(lastLoss)}</td>
      <td data-label="validation loss">{number(validationLoss)}</td>
      <td class="long" data-label="what changed">
        {changed}
      </td>
      <td class="long" data-label="verdict">
        {verdict ?? "-"}
      </td>
    </tr>
  );
}
