import type { RunResult } from "../engine/protocol.ts";

/** What a lab found, as its report has it. */
export function Result({
  result: { body, page, model, csv },
  name,
}: {
  readonly result: RunResult;
  readonly name: string;
}) {
  return (
    <section class="result" aria-label="Result">
      <p class="downloads">
        <button type="button" onClick={() => save(`${name}.html`, new Blob([page], { type: "text/html" }))}>
          Download the report
        </button>
        {csv !== undefined && (
          <button type="button" onClick={() => save("forecast.csv", new Blob([csv], { type: "text/csv" }))}>
            Download the forecast
          </button>
        )}
        {model && (
          <button type="button" onClick={() => save(`${name}.safetensors`, new Blob([new Uint8Array(model)]))}>
            Download the model
          </button>
        )}
      </p>
      {/* Made by @recurra/report, which escapes every text in it. */}
      <div dangerouslySetInnerHTML={{ __html: body }} />
    </section>
  );
}

export function save(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
