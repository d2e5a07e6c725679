import type { ComponentChildren } from "preact";
import type { OpenedFile } from "../engine/file-answers.ts";
import { ChangedList } from "./changed-list.tsx";
import { ColumnTable } from "./column-table.tsx";
import { count } from "./numbers.ts";
import { ReadingForm } from "./reading-form.tsx";
import { Cures, RefusalBox } from "./refusal-box.tsx";
import { SeriesChoice } from "./series-choice.tsx";
import "./check.css";

interface FileCheckParts {
  readonly file: OpenedFile;
  readonly settings: Readonly<Record<string, string>>;
  readonly target: string | undefined;
  /** What is said elsewhere of the same file need not be said twice. */
  readonly said: string | undefined;
  readonly disabled: boolean;
  /** Settings to set; "" takes one away; a remedy's are added to what there is. */
  readonly onSet: (settings: Readonly<Record<string, string>>, adds?: boolean) => void;
  /** What to forecast, and the rows: before all columns. */
  readonly children: ComponentChildren;
}

const WAYS: Readonly<Record<string, string>> = {
  asked: "as set",
  name: "found by its name",
  cells: "found by its cells",
  numbers: "found by its numbers, which rise as times do",
  joined: "together",
  unread: "which cannot be read: the rows are counted",
};

/** What is in the file: its clock, its columns, what keeps it from being read, and how it is read. */
export function FileCheck({ file, settings, target, said, disabled, onSet, children }: FileCheckParts) {
  const { name, rows, span, step, clock, table, faults, notes, refusal } = file;
  const left = faults.filter(({ message }) => message !== said);
  const adds = (set: Readonly<Record<string, string>>): void => onSet(set, true);
  return (
    <section>
      <h2 id="check" tabIndex={-1}>
        Check
      </h2>
      <dl class="short facts">
        <div>
          <dt>file</dt>
          <dd>{name}</dd>
        </div>
        {!refusal && (
          <>
            <div>
              <dt>rows</dt>
              <dd>{rows.toLocaleString("en-US")}</dd>
            </div>
            <div>
              <dt>step</dt>
              <dd>{step}</dd>
            </div>
            <div>
              <dt>time</dt>
              <dd>
                {clock.columns.length === 0
                  ? "none: rows are counted"
                  : `${clock.columns.join(" and ")}, ${WAYS[clock.found] ?? ""}`}
              </dd>
            </div>
            <div class="long">
              <dt>from and to</dt>
              <dd>{span}</dd>
            </div>
          </>
        )}
      </dl>
      {refusal && <RefusalBox refusal={refusal} disabled={disabled} onSet={adds} />}
      {left.map((fault) => (
        <div key={fault.message} class="fault">
          <p class="warning">{fault.message}</p>
          <Cures cures={fault.cures} disabled={disabled} onSet={adds} />
        </div>
      ))}
      {file.series && (
        <SeriesChoice
          series={file.series}
          where={settings.where}
          disabled={disabled}
          onWhere={(where) => onSet({ where })}
        />
      )}
      <ChangedList settings={settings} disabled={disabled} onSet={onSet} />
      {children}
      {table.length > 0 && (
        <details open={table.length <= 12}>
          <summary>{count(table.length, "column")}</summary>
          <ColumnTable file={file} settings={settings} target={target} disabled={disabled} onSet={onSet} />
        </details>
      )}
      {notes.length > 0 && (
        <details>
          <summary>What reading did ({notes.length})</summary>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
      <ReadingForm
        file={file}
        settings={settings}
        disabled={disabled}
        isOpen={refusal !== undefined || (faults.length > 0 && file.series === undefined)}
        onSet={onSet}
      />
    </section>
  );
}
