// recurra/inside: what happens inside a recurrent network over a sequence, as plain data, and how each of its numbers came about. To explain
// what was opened elsewhere (a page, of what its Worker sends) loads no kernels.
export { type Carried, type CarriedAt, carriedBy } from "./cells/carried.ts";
export type { CellEquation } from "./cells/cell-inside.ts";
export { cellEquations } from "./cells/equations.ts";
export { explain } from "./cells/explain.ts";
export type {
  ExplainedLine,
  ExplainedPart,
  ExplainedPlace,
  ExplainedRead,
  ExplainedSum,
  Explanation,
  Stage,
  StageNumber,
} from "./cells/explanation.ts";
export type {
  OpenedForm,
  OpenedLayer,
  OpenedLine,
  OpenedMove,
  OpenedNetwork,
  OpenedQuantity,
  OpenedUpdate,
} from "./cells/opened.ts";
export { type StagesAt, stagesOf } from "./cells/stages.ts";
export type { FitLook } from "./fit-look.ts";
export { openFit } from "./open-fit.ts";
export { type OpenOptions, openNetwork, type Said } from "./open-network.ts";
export { keepUpdates } from "./taken-steps.ts";
export { explainUpdate } from "./updates/explain-update.ts";
export type { ExplainedUpdate, UpdatedBlock, UpdatedRows, UpdatedWeight } from "./updates/explained-update.ts";
