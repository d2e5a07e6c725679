import { useComputed } from "@preact/signals";
import { type ExplainedUpdate, explainUpdate, type UpdatedBlock, type UpdatedRows } from "recurra/inside";
import type { Look } from "../look/look.ts";
import { Scroller } from "../look/scroller.tsx";
import { told } from "../look/told.ts";
import { ExplainedRows } from "./explained-rows.tsx";
import { Tex } from "./tex.tsx";
import "./updated.css";

/** Products of a sum whose weights stand by themselves, as in the equation of the unit. */
const PARTS = 3;

/** What the last step of the optimizer did to the weights of the unit at the cursor, and to all of each gate. */
export function Updated({ look }: { readonly look: Look }) {
  const explained = useComputed(() =>
    look.layer.value ? explainUpdate(look.layer.value, { ...look.place.value, parts: PARTS }) : undefined,
  );
  const update = explained.value;
  // What is said of the stage says so.
  if (!update) return null;
  const { optimizer, learningRate, gradientScale, tex, says, blocks, rows, worked } = update;
  const { unit } = look.place.value;
  return (
    <div class="updated" data-step={update.step}>
      <p class="updated-rule">
        <strong>{optimizer}</strong>
        {tex && <Tex text={tex} />}
        <span>
          learning rate <Tex text="\eta" /> = <span class="number">{String(Number(learningRate.toPrecision(4)))}</span>
        </span>
        {gradientScale !== 1 && (
          <span>
            gradients clipped: times <Tex text="s" /> = <span class="number">{told(gradientScale)}</span>
          </span>
        )}
      </p>
      {says && <p class="note">{says}</p>}
      <div class="updated-columns">
        <div>
          <UnitWeights rows={rows} unit={unit} />
          {worked && <Worked worked={worked} />}
        </div>
        <GateBlocks blocks={blocks} />
      </div>
    </div>
  );
}

function UnitWeights({ rows, unit }: { readonly rows: readonly UpdatedRows[]; readonly unit: number }) {
  return (
    <Scroller label={`Weights of unit ${unit + 1}`}>
      <table class="moves">
        <caption>Weights of unit {unit + 1}, those of its largest products</caption>
        <thead>
          <tr>
            <th scope="col">weight of</th>
            <th scope="col">old</th>
            <th scope="col">gradient</th>
            <th scope="col">change</th>
            <th scope="col">new</th>
          </tr>
        </thead>
        {rows.map(({ tex, weights, left }) => (
          <tbody key={tex}>
            {weights.map(({ name, before, gradient, change, after }, at) => (
              <tr key={name} class={at === 0 ? "begins" : undefined}>
                <th scope="row" title={name}>
                  {at === 0 && <Tex text={`${tex} `} />}
                  {name}
                </th>
                <td>{told(before)}</td>
                <td>{told(gradient)}</td>
                <td class={change < 0 ? "down" : "up"}>{signed(change)}</td>
                <td>{told(after)}</td>
              </tr>
            ))}
            {left > 0 && (
              <tr>
                <th scope="row" class="note">
                  {left} more
                </th>
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </Scroller>
  );
}

function Worked({ worked }: { readonly worked: NonNullable<ExplainedUpdate["worked"]> }) {
  const { tex, name, lines, change } = worked;
  return (
    <div class="worked">
      <p class="part-title">
        <strong>The one that moved furthest</strong>{" "}
        <span class="note">
          <Tex text={tex} />, {name}
        </span>
      </p>
      <ExplainedRows lines={lines} computed={change} />
    </div>
  );
}

/** The gates of a layer, a row each, with their weights in the columns. */
function GateBlocks({ blocks }: { readonly blocks: readonly UpdatedBlock[] }) {
  return (
    <Scroller label="How far the weights of each gate moved">
      <table class="moves">
        <caption>All units' weights of each gate: means without signs</caption>
        <thead>
          <tr>
            <th scope="col">gate</th>
            <th scope="col">weights</th>
            <th scope="col">gradient</th>
            <th scope="col">change</th>
          </tr>
        </thead>
        <tbody>
          {blocks.map(({ symbol, name, tex, count, gradient, change }, at) => (
            <tr key={tex} class={blocks[at - 1]?.symbol === symbol ? undefined : "begins"}>
              <th scope="row">{blocks[at - 1]?.symbol === symbol ? "" : name}</th>
              <td>
                <span class="note">{count}</span> <Tex text={tex} />
              </td>
              <td>{told(gradient)}</td>
              <td>{told(change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function signed(value: number): string {
  return value > 0 ? `+${told(value)}` : told(value);
}
