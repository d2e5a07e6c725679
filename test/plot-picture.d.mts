/** The picture of docs/plot.md. */
export function plotPicture(): string;
