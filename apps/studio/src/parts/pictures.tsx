import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Pictures as the reports draw them, while they move: the latest is drawn in an animation frame, when it has changed and can be seen. What
 * the reader has unfolded stays so, and what has the focus keeps it. The HTML is made by @recurra/report, which escapes every text in it.
 */
export function Pictures({ text }: { readonly text: string }) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef({ text: "", drawn: "" });
  const seen = useRef(true);
  const frame = useRef(0);
  latest.current.text = text;

  const draw = (): void => {
    cancelAnimationFrame(frame.current);
    if (!seen.current || latest.current.text === latest.current.drawn) return;
    frame.current = requestAnimationFrame(() => {
      if (place.current === null) return;
      latest.current.drawn = latest.current.text;
      redraw(place.current, latest.current.text);
    });
  };

  useLayoutEffect(() => {
    // The first at once: what stands below it has its place then.
    latest.current.drawn = text;
    redraw(place.current!, text);
    const sight = new IntersectionObserver(
      ([entry]) => {
        seen.current = entry.isIntersecting;
        draw();
      },
      // An empty place has no height to be seen.
      { rootMargin: "200px" },
    );
    sight.observe(place.current!);
    return () => {
      sight.disconnect();
      cancelAnimationFrame(frame.current);
    };
  }, []);
  useLayoutEffect(draw, [text]);

  return <div class="blocks" ref={place} />;
}

function redraw(place: HTMLElement, text: string): void {
  const folds = (): HTMLDetailsElement[] => [...place.querySelectorAll("details")];
  const stops = (): HTMLElement[] => [...place.querySelectorAll<HTMLElement>("input, summary, [tabindex]")];
  const open = folds().map((fold) => fold.open);
  const focus = stops().indexOf(document.activeElement as HTMLElement);
  place.innerHTML = text;
  for (const [at, fold] of folds().entries()) fold.open = open[at] ?? false;
  if (focus >= 0) stops()[focus]?.focus({ preventScroll: true });
}
