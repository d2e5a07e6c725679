import { useState } from "preact/hooks";
import { type Chart, sayNumber, tablePlaces } from "./chart-line.ts";

const MOST_ROWS = 200;

/** The numbers of a chart as a table, made when it is opened. */
export function ChartTable({ chart }: { readonly chart: Chart }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="chart-table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        Table<span class="hidden"> of {chart.title}</span>
      </summary>
      {isOpen && <Rows chart={chart} />}
    </details>
  );
}

function Rows({ chart: { title, x, y, at, lines } }: { readonly chart: Chart }) {
  const places = tablePlaces(at.length, MOST_ROWS);
  const say = (value: number | null | undefined): string =>
    value === null || value === undefined || Number.isNaN(value) ? "-" : (y.say ?? sayNumber)(value);
  return (
    <section class="scroll" tabindex={0} aria-label={`Table of ${title}`}>
      {places.length < at.length && (
        <p class="note">
          {places.length} of {at.length.toLocaleString("en-US")} rows, the same distance apart.
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">{x.label}</th>
            {lines.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((i) => (
            <tr key={i}>
              <th scope="row">{(x.say ?? sayNumber)(at[i])}</th>
              {lines.map(({ label, y: values }) => (
                <td key={label}>{say(values[i])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
