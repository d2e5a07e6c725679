import temml from "temml";
import { Markup } from "../html/html.ts";

/**
 * Mathematics in TeX as MathML, which browsers set without a script or a font from elsewhere. Throws an Error that says
 * what is wrong with the TeX. It brings no link, class or style of its own into the page, and nothing larger than 25 em.
 */
export function tex(source: string, display: boolean): Markup {
  try {
    const math = temml.renderToString(source, { displayMode: display, throwOnError: true, maxSize: [25, 250] });
    if (math.includes("<a ")) throw new Error("it refers to an equation by a label, which a document does not have");
    return new Markup(math);
  } catch (error) {
    // The parser's message goes on with the source, marked by combining characters.
    const [reason] = (error as Error).message.split(/ at (?:position|end)|\n/);
    throw new Error(`the TeX "${source}" cannot be set: ${reason.trim()}`);
  }
}
