import { Fragment } from "preact";
import type { ExplainedLine, ExplainedSum } from "recurra/inside";
import { told } from "../look/told.ts";
import { Tex } from "./tex.tsx";

interface ExplainedRowsParts {
  readonly lines: readonly ExplainedLine[];
  /** What the last line gives, as the network has it. */
  readonly computed: number;
}

/** The lines from what is read to the number: each sum with its largest products, then what is made of the sums. */
export function ExplainedRows({ lines, computed }: ExplainedRowsParts) {
  const most = Math.max(1e-12, ...lines.flatMap(({ sums }) => sums.flatMap(sizesOf)));
  const last = lines.length - 1;
  return (
    <table class="terms">
      <caption class="visually-hidden">From what is read to the number, with the largest products of each sum</caption>
      <colgroup>
        <col />
        <col />
        <col />
        <col />
      </colgroup>
      <tbody>
        {lines.map(({ gives, tex, numbers, value, says, sums }, at) => (
          <Fragment key={gives}>
            {sums.map((sum) => (
              <SumRows key={sum.tex} sum={sum} most={most} />
            ))}
            <tr class={at === last ? "line last" : "line"}>
              <th scope="row" colSpan={2} title={says}>
                <Tex text={`${sums.length > 0 || gives === tex ? gives : `${gives} = ${tex}`} = ${numbers}`} />
              </th>
              <td class="number" data-value={at === last ? "last" : undefined}>
                {told(at === last ? computed : value)}
              </td>
              <td />
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function SumRows({ sum: { tex, parts, rest, bias, total }, most }: { sum: ExplainedSum; most: number }) {
  return (
    <>
      <tr>
        <th scope="row">
          <Tex text={bias ? `${tex} + ${bias.tex}` : tex} />
        </th>
        <td />
        <td class="number">{told(total)}</td>
        <td>
          <Bar value={total} most={most} />
        </td>
      </tr>
      {parts.map(({ name, weight, value, product }, at) => (
        <PartRow key={at} name={name} product={`${told(weight, 3)} · ${told(value, 3)}`} value={product} most={most} />
      ))}
      {rest.count > 0 && <PartRow name={`${rest.count} more`} value={rest.total} most={most} />}
      {bias && <PartRow name="bias" value={bias.value} most={most} />}
    </>
  );
}

interface PartRowParts {
  readonly name: string;
  readonly product?: string;
  readonly value: number;
  readonly most: number;
}

function PartRow({ name, product, value, most }: PartRowParts) {
  return (
    <tr class="part">
      <th scope="row" title={name}>
        {name}
      </th>
      <td class="number">{product}</td>
      <td class="number">{told(value)}</td>
      <td>
        <Bar value={value} most={most} />
      </td>
    </tr>
  );
}

/** From the middle to the right above 0, to the left below. */
function Bar({ value, most }: { readonly value: number; readonly most: number }) {
  const share = 50 * Math.min(1, Math.abs(value) / most);
  return (
    <span class="bar-track">
      <span
        class={value < 0 ? "bar-of negative" : "bar-of positive"}
        style={{ width: `${share}%`, left: `${value < 0 ? 50 - share : 50}%` }}
      />
    </span>
  );
}

function sizesOf({ total, parts, bias }: ExplainedSum): readonly number[] {
  return [total, ...parts.map(({ product }) => product), bias?.value ?? 0].map(Math.abs);
}
