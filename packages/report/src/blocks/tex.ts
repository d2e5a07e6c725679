import { Markup } from "recurra/drawing";
import { grouped } from "recurra/words";
import temml from "temml";

/** Signs of one formula. */
const MOST = 2000;

/** What a formula could make any amount of text with. */
const DEFINITION =
  /\\(?:def|gdef|edef|xdef|let|futurelet|global|long|newcommand|renewcommand|providecommand)(?![a-zA-Z])/;

/**
 * Mathematics in TeX as MathML, which browsers set without a script or a font from elsewhere. Throws an Error that says
 * what is wrong with the TeX. It brings no link, class or style of its own into the page, and nothing larger than 25 em.
 */
export function tex(source: string, display: boolean): Markup {
  if (source.length > MOST)
    throw unset(source, `it has ${grouped(source.length)} signs, and ${grouped(MOST)} may be set`);
  const [definition] = DEFINITION.exec(source) ?? [];
  if (definition !== undefined) throw unset(source, `${definition} is not known here`);
  try {
    const math = temml.renderToString(source, { displayMode: display, throwOnError: true, maxSize: [25, 250] });
    if (math.includes("<a ")) throw new Error("it refers to an equation by a label, which a document does not have");
    return new Markup(math);
  } catch (error) {
    // The parser's message goes on with the source, marked by combining characters.
    const [reason] = (error as Error).message.split(/ at (?:position|end)|\n/);
    throw unset(source, reason.trim());
  }
}

function unset(source: string, reason: string): Error {
  const shown = source.length > 200 ? `${source.slice(0, 200)}...` : source;
  return new Error(`the TeX "${shown}" cannot be set: ${reason}`);
}
