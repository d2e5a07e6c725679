// What wrong calls end in, where that is not an error of the library.
import type { Callable } from "./declarations.ts";
import { wrongCalls } from "./wrong-values.ts";

/** What is taken and documented, and why. */
export type Documented = readonly (readonly [places: RegExp, why: string])[];

/** The places at which a wrong kind ends in a raw error, or in none, a line each. */
export async function letThrough(
  callable: Callable,
  right: () => unknown[],
  run: (args: readonly unknown[]) => unknown,
  // biome-ignore lint/suspicious/noExplicitAny: the class of a copy of the library
  RecurraError: any,
  documented: Documented,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const { what, args, admitted } of wrongCalls(callable, right)) {
    const place = `${callable.name}: ${what}`;
    const isDocumented = documented.some(([places]) => places.test(place));
    try {
      await run(args);
      if (!admitted && !isDocumented) wrong.push(`${place} is taken in silence`);
    } catch (error) {
      if (!(error instanceof RecurraError)) wrong.push(`${place} ends in ${String(error).slice(0, 100)}`);
    }
  }
  return wrong;
}
