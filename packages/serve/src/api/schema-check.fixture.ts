// As much of JSON Schema as the service's OpenAPI document uses; any other keyword is an error, so that nothing goes unchecked.

export type Schema = Readonly<Record<string, unknown>>;

const SILENT = new Set(["description", "example"]);

function typeOf(value: unknown): string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  return Number.isInteger(value) ? ["integer", "number"] : [typeof value];
}

/** What is wrong with a value, or undefined. `document` is where $ref looks. */
export function fault(value: unknown, schema: Schema, document: Schema, at = ""): string | undefined {
  const checks: Record<string, (rule: never) => string | undefined> = {
    $ref: (ref: string) => fault(value, resolved(ref, document), document, at),
    type: (type: string | string[]) =>
      [type].flat().some((one) => typeOf(value).includes(one)) ? undefined : `${at} is no ${type}`,
    const: (wanted: unknown) => (value === wanted ? undefined : `${at} is not ${wanted}`),
    enum: (list: unknown[]) => (list.includes(value) ? undefined : `${at} is none of ${list}`),
    pattern: (pattern: string) => (new RegExp(pattern).test(String(value)) ? undefined : `${at} does not match`),
    minimum: (least: number) => ((value as number) >= least ? undefined : `${at} is below ${least}`),
    maximum: (most: number) => ((value as number) <= most ? undefined : `${at} is above ${most}`),
    minItems: (least: number) => ((value as unknown[]).length >= least ? undefined : `${at} has fewer than ${least}`),
    maxItems: (most: number) => ((value as unknown[]).length <= most ? undefined : `${at} has more than ${most}`),
    items: (items: Schema) => first((value as unknown[]).map((one, i) => fault(one, items, document, `${at}/${i}`))),
    required: (names: string[]) =>
      first(names.map((name) => (Object.hasOwn(value as object, name) ? undefined : `${at}/${name} is missing`))),
    properties: (properties: Record<string, Schema>) =>
      first(
        Object.entries(value as object).map(([name, one]) =>
          Object.hasOwn(properties, name) ? fault(one, properties[name], document, `${at}/${name}`) : undefined,
        ),
      ),
    additionalProperties: (allowed: boolean) => {
      const known = (schema.properties ?? {}) as object;
      const extra = allowed ? undefined : Object.keys(value as object).find((name) => !Object.hasOwn(known, name));
      return extra && `${at}/${extra} is unknown`;
    },
    oneOf: (schemas: Schema[]) => {
      const fitting = schemas.filter((one) => fault(value, one, document, at) === undefined).length;
      return fitting === 1
        ? undefined
        : `${at} fits ${fitting} of ${schemas.length}: ${schemas.map((one) => fault(value, one, document, at))}`;
    },
  };
  // The type first: the others take it for granted.
  const rules = Object.entries(schema).sort(([a], [b]) => Number(b === "type") - Number(a === "type"));
  for (const [keyword, rule] of rules) {
    if (SILENT.has(keyword)) continue;
    if (!Object.hasOwn(checks, keyword)) throw new Error(`the keyword ${keyword} is not checked`);
    const found = checks[keyword](rule as never);
    if (found !== undefined) return found;
  }
  return undefined;
}

function first(faults: readonly (string | undefined)[]): string | undefined {
  return faults.find((one) => one !== undefined);
}

function resolved(ref: string, document: Schema): Schema {
  const parts = ref.replace(/^#\//, "").split("/");
  return parts.reduce((inner, part) => inner[part] as Schema, document);
}
