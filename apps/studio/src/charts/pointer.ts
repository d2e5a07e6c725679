import type uPlot from "uplot";

/** Tells where a pointer has come to. A plot that is drawn anew tells of its cursor, too: that must not undo what keys did meanwhile. */
export function pointerPlaces(onPlace: (index: number | undefined) => void): (plot: uPlot) => void {
  let told: MouseEvent | undefined;
  return ({ cursor }) => {
    if (!cursor.event || cursor.event === told) return;
    told = cursor.event;
    onPlace(cursor.idx ?? undefined);
  };
}
