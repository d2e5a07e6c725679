import { html, Markup } from "recurra/drawing";
import { style } from "./style.ts";

/** What differs from page to page; the rest is the same for all. */
interface PageParts {
  /** The name of the browser's tab. */
  readonly title: string;
  readonly header: Markup;
  readonly body: Markup | readonly Markup[];
  readonly footer: Markup;
  /** Rules of this page alone. */
  readonly style?: string;
  /** The hash of the one script that may run in it; without it none may. */
  readonly script?: string;
  /** Whether sounds that it holds may be played. */
  readonly sound?: boolean;
}

/** A page in one file: no script but the one that is named, no network, light or dark as the reader has chosen, and readable on a phone. */
export function shell({ title, header, body, footer, style: own = "", script, sound = false }: PageParts): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${script !== undefined && new Markup(`; script-src '${script}'`)}${sound && "; media-src data:"}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(style + own)}</style>
</head>
<body>
<main>
<header>
${header}
</header>
${body}
</main>
<footer>${footer}</footer>
</body>
</html>
`;
  return page.text;
}
