/** The pictures of the README: a part of a view, at 1320 pixels for the width that a page has there. */
export const pictures = [
  { name: "studio-cells", view: "cells-learning", width: 880, from: "main h1", to: "main .blocks" },
  { name: "studio-gradients", view: "gradients-learning", width: 880, from: "main h1", to: "main .blocks" },
  { name: "studio-forecast", view: "forecast-answered", width: 880, from: "main h1", to: "main figure" },
];
