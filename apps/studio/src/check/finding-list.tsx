import type { FileFinding } from "../engine/file-answers.ts";
import { count } from "./numbers.ts";
import { Cures } from "./refusal-box.tsx";

interface FindingListParts {
  readonly findings: readonly FileFinding[];
  readonly settings: Readonly<Record<string, string>>;
  readonly disabled: boolean;
  /** Leads to the place of a finding on the chart. */
  readonly onGo: (finding: FileFinding, place: number) => void;
  readonly onSet: (settings: Readonly<Record<string, string>>) => void;
}

/** What may need attention, with the numbers that it has on the chart, its rows, and what can be done. */
export function FindingList({ findings, settings, disabled, onGo, onSet }: FindingListParts) {
  if (findings.length === 0) return <p class="note">Nothing in these columns needs attention.</p>;
  return (
    <ol class="findings">
      {findings.map((finding, at) => (
        <li key={finding.message}>
          <p>
            <span class="badge" aria-hidden="true">
              {at + 1}
            </span>{" "}
            {finding.message}
          </p>
          <Places finding={finding} number={at + 1} onGo={onGo} />
          <Cures cures={finding.cures} set={settings} disabled={disabled} onSet={onSet} />
        </li>
      ))}
    </ol>
  );
}

/** Through the places of a finding, one after another. */
function Places({
  finding,
  number,
  onGo,
}: { readonly finding: FileFinding; readonly number: number } & Pick<FindingListParts, "onGo">) {
  const { places } = finding;
  if (places.length === 0) return null;
  if (places.length === 1)
    return (
      <button type="button" class="small" onClick={() => onGo(finding, 0)}>
        Show on the chart<span class="hidden">: finding {number}</span>
      </button>
    );
  return (
    <span class="places">
      {places.slice(0, 5).map(([first], place) => (
        <button key={first} type="button" class="small" onClick={() => onGo(finding, place)}>
          {place === 0 ? "Show the first" : `${place + 1}`}
          <span class="hidden"> of finding {number} on the chart</span>
        </button>
      ))}
      {places.length > 5 && <span class="note"> of {count(places.length, "place")}</span>}
    </span>
  );
}
