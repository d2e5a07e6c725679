// Reads a picture as strictly as a viewer of XML does, as far as pictures need it.

/** One element, with its attributes as they stand there. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The elements in their order and the texts. Throws where a tag is not closed, or a sign stands where XML has none. */
export function readSvg(svg: string): { readonly elements: readonly Element[]; readonly texts: readonly string[] } {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u.test(svg)) throw new Error("a sign that XML has not");
  const elements: Element[] = [];
  const texts: string[] = [];
  const open: string[] = [];
  const token = /<(\/?)([a-z]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let end = 0;
  for (const match of svg.matchAll(token)) {
    end = match.index + match[0].length;
    const [, closing, name, attributes, single, text] = match;
    if (text !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`a bare & in ${text}`);
      if (text.trim() !== "") texts.push(text.trim());
    } else if (closing === "/") {
      if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
    } else {
      const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]);
      elements.push({ name, attributes: Object.fromEntries(pairs) });
      if (single === "") open.push(name);
    }
  }
  if (end !== svg.length || open.length > 0)
    throw new Error(`not read from ${JSON.stringify(svg.slice(end, end + 60))}`);
  return { elements, texts };
}

/** The paths of lines. */
export function linePaths(svg: string): string[] {
  const { elements } = readSvg(svg);
  return elements.filter(({ attributes }) => attributes.class === "line").map(({ attributes }) => attributes.d);
}
