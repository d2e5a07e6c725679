import type { Look } from "./look/look.ts";
import { Scroller } from "./look/scroller.tsx";
import { told } from "./look/told.ts";

/** Everything at the cursor as a table. */
export function NumbersTable({ look }: { readonly look: Look }) {
  const [network, layer] = [look.network.value, look.layer.value];
  if (!network || !layer) return null;
  const { t, unit } = look.place.value;
  const before = layer.reversed ? t + 1 : t - 1;
  const at = (values: Float32Array, step: number): string =>
    step < 0 || step >= layer.steps ? "–" : told(values[step * layer.hiddenSize + unit]);
  const rows: readonly (readonly [string, string, string])[] = [
    ...network.lines.map(
      ({ label, y }) => [label, y[t] == null ? "–" : told(y[t]), y[before] == null ? "–" : told(y[before])] as const,
    ),
    ...layer.inputNames.slice(0, 8).map((name, i): readonly [string, string, string] => {
      const x = (step: number): string =>
        step < 0 || step >= layer.steps ? "–" : told(layer.x[step * layer.inputSize + i]);
      return [`reads ${name}`, x(t), x(before)];
    }),
    ...look.quantities.value.map(
      ({ name, symbol, values }) => [`${name} ${symbol}`, at(values, t), at(values, before)] as const,
    ),
    ...(layer.gradients
      ? [["gradient of the loss by h", at(layer.gradients.h, t), at(layer.gradients.h, before)] as const]
      : []),
  ];
  return (
    <details class="numbers">
      <summary>The numbers at the cursor as a table</summary>
      <Scroller label="The numbers at the cursor">
        <table>
          <thead>
            <tr>
              <th scope="col">
                Unit {unit + 1} of {layer.title}
              </th>
              <th scope="col">step {t + 1}</th>
              <th scope="col">the step before</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, now, then]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{now}</td>
                <td>{then}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </details>
  );
}
