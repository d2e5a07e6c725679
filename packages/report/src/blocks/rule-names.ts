import { type Frame, type LaidLine, textWidth } from "recurra/drawing";
import type { Flag } from "./flags.ts";
import { type Box, grown, overlap, within } from "./geometry.ts";

interface Names {
  readonly placed: readonly { readonly label: string; readonly x: number; readonly y: number }[];
  /** The names of lines with no free place along them. */
  readonly unplaced: readonly string[];
}

/** Places for the names of horizontal lines along them, from the right, where no line of the chart passes. */
export function placeNames(
  rules: readonly { readonly label: string; readonly y: number }[],
  laid: readonly LaidLine[],
  flags: readonly Flag[],
  frame: Frame,
): Names {
  const placed: { label: string; x: number; y: number }[] = [];
  const unplaced: string[] = [];
  const taken: Box[] = flags.map(({ x }) => ({ left: x - 1, right: x + 1, top: frame.top, bottom: frame.bottom }));
  for (const rule of rules) taken.push({ left: frame.left, right: frame.right, top: rule.y - 1, bottom: rule.y + 1 });
  for (const { label, y } of rules) {
    const box = candidates(label, y, frame).find(
      (candidate) => !taken.some((other) => overlap(candidate, other)) && clear(grown(candidate, 2), laid),
    );
    if (box === undefined) {
      unplaced.push(label);
      continue;
    }
    taken.push(box);
    placed.push({ label, x: box.left + 2, y: box.bottom - 3 });
  }
  return { placed, unplaced };
}

/** Above and below the line, from the right to the left. */
function candidates(label: string, y: number, frame: Frame): Box[] {
  const width = textWidth(label, 12) + 4;
  const boxes: Box[] = [];
  for (let left = frame.right - width; left >= frame.left; left -= 12) {
    for (const top of [y - 16, y + 2]) {
      if (top >= frame.top - 2 && top + 14 <= frame.bottom + 1)
        boxes.push({ left, right: left + width, top, bottom: top + 14 });
    }
  }
  return boxes;
}

function clear(box: Box, laid: readonly LaidLine[]): boolean {
  return laid.every(({ pieces }) =>
    pieces.every((piece) =>
      piece.every((point, at) => {
        const before = piece[Math.max(0, at - 1)];
        const inside = point.x > box.left && point.x < box.right && point.y > box.top && point.y < box.bottom;
        return !inside && (at === 0 || within(before, point, box) === null);
      }),
    ),
  );
}
