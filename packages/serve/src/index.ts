// A model as an HTTP service.
export type { ForecastDescription, NetworkDescription, PretrainedDescription, ServedModel } from "./api/description.ts";
export {
  DEFAULT_LIMITS,
  limitRules,
  type ServedModules,
  type ServiceLimits,
  type ServiceOptions,
  workersRule,
} from "./http/options.ts";
export { type FieldError, PROBLEMS, type ProblemType } from "./http/problem.ts";
export { createService, type Listening, type ListenOptions, type Service } from "./service.ts";
