// The colours of pictures and pages, each for light and for dark. Those of lines after Okabe and Ito 2008, darkened or lightened to
// stand out on their ground.

/** Colours by their custom properties. */
export interface Colors {
  readonly light: Readonly<Record<string, string>>;
  readonly dark: Readonly<Record<string, string>>;
}

/** What every picture is drawn in: its ground, writing and lines. */
export const lineColors: Colors = {
  light: {
    ...{ "--ground": "#fcfcfa", "--raised": "#ffffff", "--ink": "#1b1f24", "--muted": "#59616b", "--grid": "#e4e5e1" },
    ...{ "--edge": "#d5d7d2", "--model": "#0068a8", "--naive": "#c25400", "--input": "#7d858e" },
    ...{ "--kind-1": "#1f3498", "--kind-2": "#af4305", "--kind-3": "#2d7663", "--kind-4": "#712c5b" },
    ...{ "--kind-5": "#9c8e37", "--kind-6": "#1694dc", "--kind-7": "#7254b7" },
  },
  dark: {
    ...{ "--ground": "#14171a", "--raised": "#1b1f23", "--ink": "#e8eaec", "--muted": "#a0a8b1", "--grid": "#2b3036" },
    ...{ "--edge": "#363c43", "--model": "#5cb8f0", "--naive": "#f09a3e", "--input": "#868e97" },
    ...{ "--kind-1": "#4c96ed", "--kind-2": "#fea759", "--kind-3": "#3f8962", "--kind-4": "#c4a1b7" },
    ...{ "--kind-5": "#ab930c", "--kind-6": "#00cfff", "--kind-7": "#946aad" },
  },
};

/** The declarations of a style sheet that give these colours. */
export function declared(colors: Readonly<Record<string, string>>): string {
  return Object.entries(colors)
    .map(([name, color]) => `${name}: ${color};`)
    .join(" ");
}
