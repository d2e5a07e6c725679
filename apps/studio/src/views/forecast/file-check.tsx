import type { OpenedFile } from "../../engine/protocol.ts";

/** What is in the file, and what needs attention. */
export function FileCheck({ file }: { readonly file: OpenedFile }) {
  const { name, rows, span, step, columns, others, findings, faults } = file;
  return (
    <section>
      <h2>Check</h2>
      <dl class="short">
        <div>
          <dt>file</dt>
          <dd>{name}</dd>
        </div>
        <div>
          <dt>rows</dt>
          <dd>{rows.toLocaleString("en-US")}</dd>
        </div>
        <div>
          <dt>from and to</dt>
          <dd>{span}</dd>
        </div>
        <div>
          <dt>step</dt>
          <dd>{step}</dd>
        </div>
        <div>
          <dt>columns of numbers</dt>
          <dd>{columns.join(", ") || "none"}</dd>
        </div>
        {others.length > 0 && (
          <div>
            <dt>other columns</dt>
            <dd>{others.map(({ name: other, kind }) => `${other} (${kind})`).join(", ")}</dd>
          </div>
        )}
      </dl>
      {[...faults, ...findings].length > 0 && (
        <ul>
          {faults.map((fault) => (
            <li key={fault} class="warning">
              {fault}
            </li>
          ))}
          {findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
