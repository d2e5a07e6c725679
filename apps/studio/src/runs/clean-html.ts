// HTML that comes back from storage. It was made by @recurra/report, which escapes every text; but whatever else was served from this address, by
// this machine's port or by this host, may have written there too, and a site that --export wrote may stand on a host without the policy that
// keeps scripts out. So it is read into a document where nothing runs and nothing loads, and only elements and attributes that reports have are
// left in it. None of these holds text that is read as anything but text, so that reading the result again gives nothing else.

const ELEMENTS = new Set(
  (
    "audio b circle code dd details div dl dt ellipse figcaption figure g h2 h3 i input label li line math mfrac mi mn mo mover mpadded " +
    "mrow mspace mstyle msub msubsup msup msqrt mtable mtd mtext mtr munder munderover ol p path pre rect section small span strong sub sup " +
    "summary svg table tbody td text th thead tr tspan u ul header footer h1 main em polyline polygon"
  ).split(" "),
);

const ATTRIBUTES = new Set(
  (
    "class id role title style tabindex type name checked for scope colspan rowspan controls preload display open hidden start value " +
    "x y x1 x2 y1 y2 dx dy cx cy r rx ry d points width height viewbox transform preserveaspectratio shape-rendering fill fill-opacity fill-rule " +
    "stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit opacity paint-order text-anchor " +
    "dominant-baseline font-size font-family font-weight font-style font-variant letter-spacing fence form stretchy lspace rspace separator " +
    "accent movablelimits linethickness mathvariant scriptlevel displaystyle columnalign rowspacing minsize maxsize symmetric largeop"
  ).split(" "),
);

/** What a value must not have: an address to load from, a place over the rest of the page. */
const DANGEROUS = /url\s*\(|image-set|@import|expression|\\|position\s*:|\/\*/i;
/** What a chart's cursor says stands in strings of its style. A comment or a line's end could make one seem to end elsewhere. */
const STRINGS = /"(?:[^"\\\n\r\f]|\\[^\n\r\f])*"|'(?:[^'\\\n\r\f]|\\[^\n\r\f])*'/g;
/** Attributes whose values are read by people alone. */
const WORDS = new Set(["title", "value", "name", "id", "for"]);
const SOUND = /^data:audio\/wav;base64,[A-Za-z0-9+/=]*$/;

/** The same HTML with nothing in it that reports do not have. */
export function cleanHtml(html: string): string {
  if (html === "") return "";
  const { body } = new DOMParser().parseFromString(html, "text/html");
  clean(body);
  return body.innerHTML;
}

function clean(parent: Element): void {
  for (const node of [...parent.childNodes]) {
    if (node.nodeType === 3 /* text */) continue;
    if (!(node instanceof Element) || !ELEMENTS.has(node.localName.toLowerCase())) {
      node.remove();
      continue;
    }
    for (const { name, value } of [...node.attributes]) if (!isSafe(node, name, value)) node.removeAttribute(name);
    // A field would take what is typed; those of reports are the places of a chart's cursor.
    if (node.localName === "input") node.setAttribute("type", "radio");
    clean(node);
  }
}

function isSafe(element: Element, name: string, value: string): boolean {
  const attribute = name.toLowerCase();
  if (attribute === "src") return element.localName === "audio" && SOUND.test(value);
  if (attribute.startsWith("aria-")) return true;
  return (
    ATTRIBUTES.has(attribute) &&
    (WORDS.has(attribute) || !DANGEROUS.test(value.includes("/*") ? value : value.replace(STRINGS, "")))
  );
}

/** A report as a page of its own, with what is in its body and the look of reports: it may load nothing and run nothing. */
export function cleanPage(page: string, style: string): string {
  const found = new DOMParser().parseFromString(page, "text/html");
  const { title } = found;
  clean(found.body);
  const head = document.createElement("title");
  head.textContent = title;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; media-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${head.outerHTML}
<style>${style}</style>
</head>
<body>
${found.body.innerHTML}
</body>
</html>
`;
}
