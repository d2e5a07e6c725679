import temml from "temml";
import { Markup } from "../html.ts";

/**
 * Mathematics in TeX as MathML, which browsers set without a script or a font from elsewhere. Throws an Error that says
 * what is wrong with the TeX.
 */
export function tex(source: string, display: boolean): Markup {
  try {
    return new Markup(temml.renderToString(source, { displayMode: display, throwOnError: true }));
  } catch (error) {
    // The parser's message goes on with the source, marked by combining characters.
    const [reason] = (error as Error).message.split(/ at (?:position|end)|\n/);
    throw new Error(`the TeX "${source}" cannot be set: ${reason.trim()}`);
  }
}
