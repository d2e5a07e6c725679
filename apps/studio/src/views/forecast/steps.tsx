import "./steps.css";

interface StepsParts {
  /** The parts of the way that are on the page. */
  readonly there: ReadonlySet<string>;
}

const STEPS = [
  ["check", "Check"],
  ["without-training", "Without training"],
  ["learn", "Learn from it"],
  ["after-training", "Result"],
] as const;

/** To the part of the page whose heading has this id. The page's fragment is the run's, so these are no links. */
export function goToPart(id: string): void {
  const place = document.getElementById(id);
  place?.focus({ preventScroll: true });
  place?.scrollIntoView();
}

/** The way from a file to a forecast, in one line. */
export function Steps({ there }: StepsParts) {
  return (
    <nav class="steps" aria-label="Steps">
      <ol>
        {STEPS.map(([id, name]) => (
          <li key={id}>
            <button type="button" aria-disabled={!there.has(id)} onClick={() => there.has(id) && goToPart(id)}>
              {name}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
