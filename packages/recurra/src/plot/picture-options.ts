// What every picture may be told.

import { made, type OptionRule, type OptionRules, TEXT } from "../core/option-rules.ts";
import { type Role, roleStyles } from "../drawing/index.ts";

export interface PictureOptions {
  /** With the unit of the values. */
  readonly title?: string;
  /** What it shows, for readers who cannot see it. Default: what the numbers say. */
  readonly description?: string;
}

export const PICTURE: OptionRules<PictureOptions> = { title: TEXT, description: TEXT };

/** What lines, groups of points and bars stand for, by their names: one table may serve several pictures. */
export type Roles = Readonly<Record<string, Role>>;

export const ROLES: OptionRule<Roles> = made(
  `roles by name, each one of ${Object.keys(roleStyles).sort().join(", ")}`,
  (value): value is Roles =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((role) => typeof role === "string" && Object.hasOwn(roleStyles, role)),
);
