import { equations } from "virtual:cell-papers";
import { useComputed } from "@preact/signals";
import { explain } from "recurra/inside";
import type { Look } from "../look/look.ts";
import { ExplainedRows } from "./explained-rows.tsx";
import { Tex } from "./tex.tsx";

/** Products of a sum that stand by themselves. */
const PARTS = 3;

interface EquationParts {
  readonly look: Look;
  readonly lit: { readonly value: readonly string[] | undefined };
}

/** How the number at the cursor came about: the equation, and the same with the numbers of this unit and step. */
export function Equation({ look, lit }: EquationParts) {
  const explained = useComputed(() =>
    look.layer.value ? explain(look.layer.value, { ...look.place.value, parts: PARTS }) : undefined,
  );
  if (!explained.value) return null;
  const { symbol, name, t, unit, computed, tex, says, lines } = explained.value;
  return (
    <div class={lit.value?.includes(symbol) ? "explained on" : "explained"} data-explained={symbol}>
      <p class="part-title">
        <strong>How this number came about</strong>{" "}
        <span class="note">
          {name}, unit {unit + 1}, step {t + 1}
        </span>
      </p>
      <Symbolic tex={tex} />
      <p class="note">{says}</p>
      <ExplainedRows lines={lines} computed={computed} />
    </div>
  );
}

/** The equation in letters, as the reports set it; only made anew when it is another one. */
function Symbolic({ tex }: { readonly tex: string }) {
  const html = equations[tex];
  if (html === undefined) return <Tex text={tex} />;
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
