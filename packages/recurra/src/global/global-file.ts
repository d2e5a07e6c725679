// A fitted GlobalForecaster as one file, and back. Checked as if a stranger had written it: see docs/model-files.md.

import { instance, type OptionRule, requireOption } from "../core/option-rules.ts";
import type { Season } from "../data/index.ts";
import { SEASON } from "../data/seasons/season-setting.ts";
import { isObject } from "../format/untrusted-json.ts";
import {
  checkPart,
  type ModelFile,
  openModelFile,
  refuse,
  refusePart,
  writeModelFile,
} from "../model-file/model-file.ts";
import { networkOf } from "../model-file/stored-network.ts";
import { eachParameter, readArchitecture, type SegmentNetworkArchitecture } from "../nn/form/architecture.ts";
import type { GlobalFitted, Member } from "./global-fitted.ts";
import { GlobalForecaster } from "./global-forecaster.ts";
import type { GlobalTraining } from "./global-training.ts";
import type { GlobalShape } from "./layout/global-layout.ts";
import { GLOBAL_RULES, type GlobalOptions, type GlobalSettings, resolveGlobal } from "./layout/global-options.ts";
import { MemberNetworks } from "./parts/member-networks.ts";
import { networkOptions } from "./parts/network-course.ts";
import type { PooledIntervals } from "./parts/pooled-intervals.ts";
import { MEMBER_TENSORS, memberTensors, readMembers } from "./stored-members.ts";
import { readSeen, seenTensors, storeSeen } from "./stored-seen.ts";
import { readShared, sharedTensors, storeShared } from "./stored-shared.ts";

const MODEL: OptionRule<GlobalForecaster> = /* @__PURE__ */ instance("a GlobalForecaster", GlobalForecaster);

/**
 * The fitted forecaster as one safetensors file: weights, settings, the numbers and paths of each series, what the fit did, and no time of day.
 * Throws StateError before the first fit.
 */
export function writeGlobalForecaster(forecaster: GlobalForecaster): Uint8Array {
  requireOption("writeGlobalForecaster", "forecaster", MODEL, forecaster);
  const { settings, fitted } = forecaster;
  const { shape, networks, shared, members, paths, networkShare, pretrained, intervals, training } = fitted;
  const given = Object.entries(settings).filter(
    // The one scale that files without the word have.
    ([name, value]) => name in GLOBAL_RULES && value !== undefined && !(name === "scale" && value === "series"),
  );
  const parts = {
    settings: Object.fromEntries(given),
    global: { ...shape, paths, networkShare, ...(shared && { shared: storeShared(shared) }) },
    ...(pretrained && { pretrained: storeSeen(pretrained) }),
    intervals: intervals ?? null,
    training,
  };
  const tensors = [
    ...memberTensors(members, settings.horizon),
    ...(shared ? sharedTensors(shared) : []),
    ...(pretrained ? seenTensors(pretrained, members) : []),
  ];
  return writeModelFile("global", architectureOf(settings, shape), networks, parts, tensors);
}

/**
 * The forecaster of a file; `file` is its name in messages. The file may come from anywhere: it is checked before anything is built.
 * Throws FormatError, naming what is wrong, for a file that holds no model of many series.
 */
export function readGlobalForecaster(bytes: Uint8Array, file = "model file"): GlobalForecaster {
  const model = openModelFile(bytes, file);
  if (model.task !== "global") {
    refuse("MODEL_TASK", file, "it holds no model of many series", {
      found: model.task,
      remedies: [["open it with ", { call: "Model.load()" }]],
    });
  }
  const settings = readSettings(model);
  const { horizon } = settings;
  const { shape, paths, networkShare, shared } = readGlobal(model, horizon);
  const architecture = checkPart("global", file, () => architectureOf(settings, shape));
  if (JSON.stringify(model.architecture) !== JSON.stringify(architecture)) {
    refusePart("architecture", file, "it is not the network that the settings need");
  }
  const [intervals, training] = [readPooled(model, horizon), readTraining(model)];
  const read = readMembers(model, horizon);
  const seen = readSeen(model, read.size);
  const members = seen === undefined ? read : withLooks(read, seen.looks);
  const { options, count } = networkOptions(settings, shape);
  const names = Array.from({ length: count }, (_, i) =>
    [...eachParameter(architecture)].map(([name, lengths]) => [`members.${i}.${name}`, lengths] as const),
  ).flat();
  const others = new Set<string>([
    ...MEMBER_TENSORS,
    ...(shared ? [...sharedTensors(shared)].map(([name]) => name) : []),
    ...(seen ? [...seenTensors(seen.part, members)].map(([name]) => name) : []),
  ]);
  const networks = networkOf(model, names, () => new MemberNetworks(options, count), others);
  const pretrained = seen?.part;
  const fitted: GlobalFitted = {
    shape,
    networks,
    shared,
    members,
    paths,
    networkShare,
    pretrained,
    intervals,
    training,
  };
  return GlobalForecaster.ofFitted(settings, fitted);
}

/** The series with the ways in which they are seen, by their place. */
function withLooks(
  members: ReadonlyMap<string, Member>,
  looks: NonNullable<ReturnType<typeof readSeen>>["looks"],
): Map<string, Member> {
  return new Map([...members].map(([id, member], at) => [id, { ...member, looks: looks.get(at) }]));
}

/** That of one of the networks, which are all alike. */
function architectureOf(settings: GlobalSettings, shape: GlobalShape): SegmentNetworkArchitecture {
  const { options } = networkOptions(settings, shape);
  return readArchitecture({ type: "SegmentNetwork", ...options }) as SegmentNetworkArchitecture;
}

/** Entries that this version does not know are left out: what a reader must know is said by features. */
function takeKnown(value: unknown, known: readonly string[], key: string, file: string): Record<string, unknown> {
  if (!isObject(value)) return refusePart(key, file, "it is not a JSON object");
  return Object.fromEntries(Object.entries(value).filter(([name]) => known.includes(name)));
}

function readSettings(model: ModelFile): GlobalSettings {
  const given = takeKnown(model.part("settings"), Object.keys(GLOBAL_RULES), "settings", model.file);
  return checkPart("settings", model.file, () => resolveGlobal(given as unknown as GlobalOptions));
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function readGlobal(
  model: ModelFile,
  horizon: number,
): Pick<GlobalFitted, "shape" | "paths" | "networkShare" | "shared"> {
  const { file } = model;
  const names = ["seasons", "lookback", "segmentRows", "anchorSeason", "paths", "networkShare", "shared"];
  const given = takeKnown(model.part("global"), names, "global", file);
  const { seasons, lookback, segmentRows, anchorSeason, paths, networkShare } = given;
  const fits =
    areSeasons(seasons) &&
    [lookback, segmentRows].every((rows) => isCount(rows) && rows > 0) &&
    isCount(anchorSeason) &&
    ["own", "shared", "both", "none"].includes(paths as string) &&
    typeof networkShare === "number" &&
    (paths === "none" && !model.has("pretrained") ? networkShare === 1 : networkShare >= 0 && networkShare <= 1) &&
    (given.shared !== undefined || paths === "own" || paths === "none");
  if (!fits) {
    return refusePart(
      "global",
      file,
      "it is not { seasons, lookback, segmentRows, anchorSeason, paths, networkShare, shared }",
    );
  }
  const shape = { seasons, lookback, segmentRows, anchorSeason } as GlobalShape;
  const shared = given.shared === undefined ? undefined : readShared(given.shared, model, horizon);
  return { shape, shared, ...({ paths, networkShare } as Pick<GlobalFitted, "paths" | "networkShare">) };
}

function areSeasons(value: unknown): value is readonly Season[] {
  if (!Array.isArray(value) || !value.every((one) => isObject(one) && typeof one.name === "string")) return false;
  return value.length === 0 || SEASON.fits(value.map(({ rows }) => rows));
}

function readPooled({ file, part }: ModelFile, horizon: number): PooledIntervals | undefined {
  const value = part("intervals");
  if (value === null) return undefined;
  const { levels, radii, usual, seasonal } = takeKnown(
    value,
    ["levels", "radii", "usual", "seasonal"],
    "intervals",
    file,
  );
  const areLevels =
    Array.isArray(levels) && levels.length > 0 && levels.every((one) => typeof one === "number" && one > 0 && one < 1);
  const isRadius = (one: unknown) =>
    one === null ||
    (Array.isArray(one) && one.length === horizon && one.every((size) => Number.isFinite(size) && size >= 0));
  const areRadii = (some: unknown) =>
    areLevels && Array.isArray(some) && some.length === levels.length && some.every(isRadius);
  if (!areRadii(radii) || !isSize(usual))
    return refusePart(
      "intervals",
      file,
      `it is not { levels, radii, usual } with a radius for each of ${horizon} steps`,
    );
  const follows = isObject(seasonal) && isCount(seasonal.rows) && seasonal.rows >= 2 && areRadii(seasonal.radii);
  if (seasonal !== undefined && !follows)
    return refusePart(
      "intervals",
      file,
      `"seasonal" is not { rows, radii } with a radius for each of ${horizon} steps`,
    );
  const kept = follows && { seasonal: { rows: seasonal.rows, radii: seasonal.radii } };
  return { levels, radii, usual, ...kept } as PooledIntervals;
}

const isSize = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= 0;

const COUNTS = ["series", "rows", "trainingWindows", "validationWindows", "tooShortCount", "epochs", "bestEpoch"];

function readTraining({ file, part }: ModelFile): GlobalTraining {
  const names = [...COUNTS, "clock", "step", "seasons", "tooShort", "errors", "refit", "interrupted"];
  const given = takeKnown(part("training"), names, "training", file);
  const { errors, refit, tooShort } = given;
  const wrong =
    COUNTS.find((name) => !isCount(given[name])) ??
    ["clock", "step"].find((name) => typeof given[name] !== "string") ??
    (areSeasons(given.seasons) ? undefined : "seasons") ??
    (Array.isArray(tooShort) && tooShort.every((id) => typeof id === "string") ? undefined : "tooShort") ??
    (errors === undefined || areErrors(errors) ? undefined : "errors") ??
    (refit === undefined || isRefit(refit) ? undefined : "refit") ??
    ((given.interrupted ?? true) === true ? undefined : "interrupted");
  if (wrong !== undefined) return refusePart("training", file, `${wrong} is missing or of another type`);
  return given as unknown as GlobalTraining;
}

function areErrors(value: unknown): boolean {
  const names = ["network", "own", "shared", "paths", "forecast"];
  const seen = isObject(value) && ("pretrained" in value || "rest" in value) ? ["pretrained", "rest"] : [];
  return isObject(value) && [...names, ...seen].every((name) => value[name] === null || isSize(value[name]));
}

function isRefit(value: unknown): boolean {
  if (!isObject(value)) return false;
  return isSize(value.refitted) && isSize(value.scored) && (value.taken === "refitted" || value.taken === "scored");
}
