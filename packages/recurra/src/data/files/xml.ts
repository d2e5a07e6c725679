// As much XML as workbooks are written in. Every search goes on from where the last one ended, so that no file takes long to refuse.

/** An element: its attributes, and what is within it. */
interface XmlElement {
  readonly tag: string;
  readonly body: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Text without its entities. */
export function xmlText(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** XML whose elements have no prefix ("x:row"). */
export function withoutPrefixes(xml: string): string {
  return /<\w{1,20}:(worksheet|workbook|sst|styleSheet|Relationships)[\s>]/.test(xml.slice(0, 2000))
    ? xml.replace(/<(\/?)\w{1,20}:/g, "<$1")
    : xml;
}

/** The elements of a name, one after the other; those within one of the same name are not looked for. */
export function* elements(xml: string, name: string): Generator<XmlElement> {
  const start = `<${name}`;
  const close = `</${name}>`;
  let at = xml.indexOf(start);
  while (at >= 0) {
    const end = xml.indexOf(">", at);
    if (end < 0) return;
    let next = end + 1;
    if (/[\s/>]/.test(xml[at + start.length])) {
      const alone = xml[end - 1] === "/";
      const last = alone ? end : xml.indexOf(close, end);
      if (last < 0) return;
      yield { tag: xml.slice(at + start.length, alone ? end - 1 : end), body: alone ? "" : xml.slice(end + 1, last) };
      if (!alone) next = last + close.length;
    }
    at = xml.indexOf(start, next);
  }
}

const patterns = new Map<string, RegExp>();

/** The value of an attribute; undefined where there is none. */
export function attribute(tag: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const found = pattern.exec(tag);
  return found ? xmlText(found[1] ?? found[2]) : undefined;
}
