declare module "virtual:lab-facts" {
  export const labFacts: readonly import("./engine/lab-facts.ts").LabFacts[];
}
declare module "virtual:lab-code" {
  export const labCode: Readonly<Record<string, string>>;
}
declare module "virtual:report.css" {}
declare module "virtual:cell-papers" {
  export const cellPapers: Readonly<Record<string, import("./inside/cell/cell-paper.ts").CellPaper>>;
  /** The equations of all cells as HTML that @recurra/report made, by their TeX. */
  export const equations: Readonly<Record<string, string>>;
}
declare module "virtual:report-style" {
  export const reportStyle: string;
}
