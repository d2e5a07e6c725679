declare module "virtual:lab-facts" {
  export const labFacts: readonly import("./engine/lab-facts.ts").LabFacts[];
}
declare module "virtual:report.css" {}
