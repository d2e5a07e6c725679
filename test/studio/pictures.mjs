/** The pictures of the README: of a view the part from one place to the end of another, at 1320 pixels for the width that a page has there, or fewer. */
export const pictures = [
  {
    ...{ name: "studio-cells", view: "cells-learning", width: 1280, pixels: 1152 },
    ...{ from: "main .inside-columns", to: "main .map[data-symbol=c]" },
  },
  {
    ...{ name: "studio-gradients", view: "gradients-learning", width: 1280, pixels: 1152 },
    ...{ from: "main h1", to: "main .blocks figure >> nth=0" },
  },
  {
    ...{ name: "studio-forecast", view: "forecast-answered", width: 1280, pixels: 1152 },
    ...{
      from: "main h2:text-is('Without training')",
      to: "main section:has(> h2:text-is('Without training')) figure >> nth=0",
    },
  },
];
