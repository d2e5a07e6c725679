import { counted } from "./counted.ts";

/** What training on a file did beside the answer without it, as a sentence; `figure` writes an error. */
export function instantSentence(
  {
    name,
    mae,
    trained,
    windows,
    outcome,
  }: {
    readonly name: string;
    readonly mae: number;
    readonly trained: number;
    readonly windows: number;
    readonly outcome: "better" | "no-better" | "worse" | "same";
  },
  figure: (error: number) => string,
): string {
  const errors = `mean absolute error ${figure(trained)} against ${figure(mae)} of the ${name}, on ${counted(windows, "window")}`;
  switch (outcome) {
    case "same":
      return `Training on this file left the forecast as it was without: that of the ${name}.`;
    case "better":
      return `Training on this file improved on the answer without it: ${errors}.`;
    case "worse":
      return `Training on this file made the answer worse than without it: ${errors}.`;
    case "no-better":
      return `Training on this file is not shown to improve on the answer without it: ${errors}.`;
  }
}
