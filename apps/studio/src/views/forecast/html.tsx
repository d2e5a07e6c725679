import { useLayoutEffect, useRef } from "preact/hooks";

interface HtmlParts {
  readonly text: string;
  /** Names the verdict in it, where the page has two: those who go from landmark to landmark tell them apart. */
  readonly verdict?: string;
}

/** HTML that @recurra/report made: it escapes every text in it. */
export function Html({ text, verdict }: HtmlParts) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (verdict !== undefined) place.current?.querySelector(".verdict")?.setAttribute("aria-label", verdict);
  }, [text, verdict]);
  return <div class="report" ref={place} dangerouslySetInnerHTML={{ __html: text }} />;
}
