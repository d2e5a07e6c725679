import type { FilePlan } from "../engine/file-answers.ts";
import { count } from "./numbers.ts";

/** The parts by the names of their shades, and what each is for. */
export const PART_SHADES: Readonly<
  Record<string, { readonly color: string; readonly use: (plan: FilePlan) => string }>
> = {
  training: { color: "trained", use: (plan) => `${count(plan.trainingWindows, "window")} to learn from` },
  validation: {
    color: "validated",
    use: (plan) => `${count(plan.validationWindows, "window")} that choose when to stop`,
  },
  backtest: {
    color: "scored",
    use: (plan) => `${count(plan.backtestWindows, "window")} to be scored on, which training does not see`,
  },
};

/** How the rows are cut, in words: what the shades of the chart are. */
export function SplitList({ plan }: { readonly plan: FilePlan }) {
  return (
    <ul class="split" aria-label="How the rows are cut">
      {plan.parts.map((part) => {
        const { color, use } = PART_SHADES[part.name];
        return (
          <li key={part.name}>
            <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
              <rect width="14" height="14" fill={`var(--${color})`} stroke="var(--edge)" />
            </svg>{" "}
            <strong>{part.name}</strong> {count(part.rows, "row")}, {part.from} to {part.to}: {use(plan)}
          </li>
        );
      })}
    </ul>
  );
}
