// placeholder of the first version
import type { ModelDescription } from "./description.ts";
import type { ServiceSettings } from "./options.ts";
export function openApi(_description: ModelDescription, _settings: ServiceSettings): object {
  return { openapi: "3.1.0", info: { title: "recurra", version: "1" }, paths: {} };
}
