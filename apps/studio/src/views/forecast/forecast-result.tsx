import type { RunResult } from "../../engine/protocol.ts";
import { save } from "../../parts/result.tsx";
import { Html } from "./html.tsx";

interface ForecastResultParts {
  readonly result: RunResult;
  /** The column that was forecast: files are named by it. */
  readonly name: string;
}

/** What a network that has learned from the file came to: whether that was worth it, first. */
export function ForecastResult({ result, name }: ForecastResultParts) {
  const { sections, improved, body } = result;
  return (
    <section>
      <h2 id="after-training" tabIndex={-1}>
        After training
      </h2>
      {improved !== undefined && <p class="improved">{improved}</p>}
      {sections === undefined ? (
        <>
          <Downloads result={result} name={name} />
          <Html text={body} />
        </>
      ) : (
        <>
          <div class="beside">
            <Html text={sections.verdict} />
            <Html text={sections.forecast} />
            <Downloads result={result} name={name} />
          </div>
          <Html text={sections.scores} />
          <Html text={sections.more} />
        </>
      )}
    </section>
  );
}

/** The files of a result, each with what it is for. */
export function Downloads({ result: { csv, model, page }, name }: ForecastResultParts) {
  const files = [
    csv !== undefined && {
      label: "Download the forecast",
      file: "forecast.csv",
      about: "a row for each time, with its interval",
      content: () => new Blob([csv], { type: "text/csv" }),
    },
    model !== undefined && {
      label: "Download the model",
      file: `${name}.safetensors`,
      about: "for recurra predict, recurra serve, a program",
      content: () => new Blob([new Uint8Array(model)]),
    },
    // Of an answer without training it comes a moment later.
    page !== "" && {
      label: "Download the report",
      file: `${name}.html`,
      about: "all of this as a page of its own",
      content: () => new Blob([page], { type: "text/html" }),
    },
  ].filter((one) => one !== false);
  return (
    <ul class="files">
      {files.map(({ label, file, about, content }) => (
        <li key={label}>
          <button type="button" onClick={() => save(file, content())}>
            {label}
          </button>
          <small>
            {file}: {about}
          </small>
        </li>
      ))}
    </ul>
  );
}
