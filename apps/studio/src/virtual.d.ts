declare module "virtual:lab-facts" {
  export const labFacts: readonly import("./engine/lab-facts.ts").LabFacts[];
}
declare module "virtual:lab-code" {
  export const labCode: Readonly<Record<string, string>>;
}
declare module "virtual:report.css" {}
declare module "virtual:report-style" {
  export const reportStyle: string;
}
