// The losses of each phase, out of a record that anybody may have written.
import { MOST_OF_PHASE, MOST_PHASES, type StoredPhaseTrack } from "../engine/phase-tracks.ts";
import { fieldsOf, isCount, listOf, textOf } from "./read-values.ts";

const LONGEST = 80;

export function readTracks(value: unknown): StoredPhaseTrack[] | undefined {
  return listOf(value, MOST_PHASES, readTrack);
}

function readTrack(value: unknown): StoredPhaseTrack | undefined {
  const { name, parameters, steps, width, sums, seconds } = fieldsOf(value) ?? {};
  const text = textOf(name, LONGEST);
  if (text === undefined || !isCount(steps) || !isCount(width)) return undefined;
  if (width < 1 || !Number.isInteger(Math.log2(width))) return undefined;
  if (!(sums instanceof Float64Array) || !(seconds instanceof Float64Array)) return undefined;
  const stretches = Math.ceil(steps / width);
  if (stretches > MOST_OF_PHASE || sums.length !== stretches || seconds.length !== stretches) return undefined;
  return { name: text, steps, width, sums, seconds, ...(isCount(parameters) && { parameters }) };
}
