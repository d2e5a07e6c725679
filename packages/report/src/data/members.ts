// Of an object of the library's own making, which may hold more than is read of it: what a function needs of it is there, and of its kind.

import { made, type OptionRule, requireOption } from "recurra/core";

/** Rules by the name of a member. */
export type MemberRules = Readonly<Record<string, OptionRule<unknown>>>;

/** A list of any length, in which each may be of any kind, or of one. */
export function listed<T>(wanted: string, each?: (one: unknown) => one is T): OptionRule<readonly T[]> {
  return made(wanted, (value): value is readonly T[] => Array.isArray(value) && (!each || value.every(each)));
}

/** Whether it is an object, and no list. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

export const OBJECT: OptionRule<object> = made("an object", isObject);
export const OBJECTS: OptionRule<readonly object[]> = listed("a list of objects", isObject);
export const TEXTS: OptionRule<readonly string[]> = listed("a list of texts", isText);

/** Throws OptionError OPTION_VALUE for what is no object, or has a member of another kind than its rule's. */
export function requireMembers(subject: string, name: string, given: object, rules: MemberRules): void {
  requireOption(subject, name, OBJECT, given);
  for (const [member, rule] of Object.entries(rules)) {
    requireOption(subject, `${name}.${member}`, rule, (given as Readonly<Record<string, unknown>>)[member]);
  }
}
