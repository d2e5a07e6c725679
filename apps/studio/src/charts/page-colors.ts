// The colours of the page as a canvas needs them: its custom properties, which change between light and dark.

/** The colour of a custom property: "model" of --model. */
export type ColorOf = (name: string) => string;

/** Colours as the page has them now. */
export function pageColors(): ColorOf {
  const style = getComputedStyle(document.documentElement);
  return (name) => {
    const color = style.getPropertyValue(`--${name}`).trim();
    // A canvas takes what is no color in silence, and draws in the one before.
    if (color === "") throw new Error(`The page has no color --${name}.`);
    return color;
  };
}

/** Calls when the reader turns to light or dark. Gives what ends that. */
export function onTheme(call: () => void): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", call);
  return () => dark.removeEventListener("change", call);
}
