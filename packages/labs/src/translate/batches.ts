// Texts of the same length together, so that none is padded: no step reads what is not there.
import { type Batch, tensor } from "recurra";
import { Generator } from "recurra/core";
import { BEGIN, encodeIso, encodeText, ISO_LENGTH } from "./characters.ts";
import type { Written } from "./data.ts";

/** Places of texts in a list, those of one length together, at most `size` in a group. */
export function groupByLength(
  texts: readonly Pick<Written, "text">[],
  order: ArrayLike<number>,
  size: number,
): number[][] {
  const open = new Map<number, number[]>();
  const groups: number[][] = [];
  for (let i = 0; i < order.length; i++) {
    const { length } = texts[order[i]].text;
    let group = open.get(length);
    if (group === undefined || group.length === size) {
      group = [];
      groups.push(group);
      open.set(length, group);
    }
    group.push(order[i]);
  }
  return groups;
}

/** x [B, T + 10]: a text, then the date's characters one place late; y [B, 10]: the date's characters. */
export function makeBatch(texts: readonly Written[]): Batch {
  const length = texts[0].text.length;
  const x = texts.flatMap(({ text, iso }) => [...encodeText(text), BEGIN, ...encodeIso(iso).slice(0, -1)]);
  const y = texts.flatMap(({ iso }) => encodeIso(iso));
  return { x: tensor(x, [texts.length, length + ISO_LENGTH]), y: tensor(y, [texts.length, ISO_LENGTH]) };
}

/** All texts in batches of at most `size`, in an order that each epoch has of its own. */
export function shuffleBatches(texts: readonly Written[], size: number, seed: number, epoch: number): Batch[] {
  const random = new Generator(seed);
  const order = random.stream("dates shuffle", epoch).permutation(texts.length);
  const groups = groupByLength(texts, order, size);
  // Groups are opened when their length first comes, so a second draw mixes them.
  const mixed = random.stream("dates batches", epoch).permutation(groups.length);
  return Array.from(mixed, (at) => makeBatch(groups[at].map((place) => texts[place])));
}
