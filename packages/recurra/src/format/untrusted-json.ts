// JSON that a stranger may have written. "[[],[],[]]" takes twenty times its length in memory, so it is looked through before it is
// parsed; and of two equal names in an object JSON.parse keeps the last without a word, where other readers keep the first.

/** What a text may hold. */
interface JsonLimits {
  /** Objects and lists within each other. */
  readonly depth: number;
  /** Values, in all. */
  readonly values: number;
}

/** Whether a value is an object and no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names of all objects within a value. */
function namesIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value);
  return inner.reduce((sum: number, one) => sum + namesIn(one), Array.isArray(value) ? 0 : inner.length);
}

/** The value, after `fail` (which throws) has had no reason to be called with what is wrong: "is not JSON". */
export function parseUntrusted(text: string, limits: JsonLimits, fail: (problem: string) => never): unknown {
  let depth = 0;
  let values = 1;
  let names = 0;
  let quoting = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (quoting) {
      if (sign === "\\") i++;
      else if (sign === '"') quoting = false;
    } else if (sign === '"') quoting = true;
    else if (sign === "[" || sign === "{") {
      values++;
      if (++depth > limits.depth) fail(`has lists or objects within each other more than ${limits.depth} deep`);
    } else if (sign === "]" || sign === "}") depth--;
    else if (sign === ",") values++;
    else if (sign === ":") names++;
    if (values > limits.values) fail(`has more than ${limits.values} values`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail("is not JSON"); // the reason that JSON.parse gives quotes the text, line ends and all
  }
  if (namesIn(value) !== names) fail("has an object in which a name stands twice");
  return value;
}
