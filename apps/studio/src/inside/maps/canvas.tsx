import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type Palette, palette } from "../look/palette.ts";

export interface Drawing {
  readonly context: CanvasRenderingContext2D;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly color: Palette["color"];
}

interface CanvasParts {
  readonly height: number;
  /** Draws; it is called again when a signal that it reads has changed, which is in an animation frame. */
  readonly draw: (drawing: Drawing) => void;
}

/** A canvas as wide as its place, sharp on every screen. What it shows is told beside it. */
export function Canvas({ height, draw }: CanvasParts) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSignal(0);

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const watch = new ResizeObserver(() => {
      width.value = element.clientWidth;
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [width]);

  useSignalEffect(() => {
    const context = canvas.current?.getContext("2d");
    const colors = palette.value;
    const wide = width.value;
    if (!context || !colors || wide === 0) return;
    const sharp = Math.min(2, devicePixelRatio || 1);
    resize(context.canvas, Math.round(wide * sharp), Math.round(height * sharp));
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    context.clearRect(0, 0, wide, height);
    draw({ context, width: wide, height, color: colors.color });
  });
  return <canvas ref={canvas} style={{ height: `${height}px` }} />;
}

/** A canvas that is given a size is emptied, so that it is given one only when it is another. */
export function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
