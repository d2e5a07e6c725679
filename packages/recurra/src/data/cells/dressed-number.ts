// A number and what stands around it: a currency, a unit, a suffix such as M, brackets or a sign.

import { type Decimal, parseBare } from "./bare-number.ts";

export interface DressedNumber {
  /** The digits as they stand, without a sign. */
  readonly digits: string;
  readonly negative: boolean;
  /** A currency before the number. */
  readonly before: string;
  /** A currency, a suffix or a unit behind it. */
  readonly behind: string;
  /** Whether a blank stands before what is behind. */
  readonly spaced: boolean;
  /** In brackets, as accountants write what is negative. */
  readonly bracketed: boolean;
  /** What refers to a note below the table: *, †, [1], (p). */
  readonly mark: string;
}

const longest = 60;
const body = /[.,]?\d+(?:[.,'’ \u00a0\u2007\u2009\u202f]\d+)*[.,]?(?:[eE][+-]?\d+|[dD][+-]\d+)?/y;
const currency =
  /^(?:\p{L}{0,3}\p{Sc}|EUR|USD|GBP|JPY|CHF|CNY|RMB|INR|AUD|CAD|NZD|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|TRY|RUB|UAH|BRL|MXN|ARS|CLP|COP|PEN|ZAR|KRW|SGD|HKD|TWD|THB|IDR|MYR|PHP|VND|ILS|AED|SAR|EGP|NGN|KES|PKR|BTC|ETH|Rs\.?|Fr\.?|kr\.?|zł|Kč|Ft|lei|Rp|RM)$/u;
const unit = /^[\p{L}\p{Sc}°%‰′″][\p{L}\p{M}\p{N}\p{Sc}°%‰²³·*/^. -]{0,19}$/u;
/** Brackets with other letters hold units: 5 [m], 5 (s). Provisional, revised, estimated, a break, forecast. */
const marked = /(?<=\d[^()[\]]{0,9})\s*(?:[*†‡]{1,3}|\[\d{1,3}\]|\([prebf]\))$/i;
/** 12,- and 12,-- € are whole numbers, as price lists have them. */
const whole = /(?<=\d),-{1,2}(?=\s|$)/;
/** The true minus sign, and the dash that is written for it. */
const minuses = /[\u2212\u2013]/g;
/** What makes a time of the number before it. */
const ofTimes =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|[ap]\.?m)\b/i;

/** Takes a cell apart; undefined where it is no number with something known, or like a unit, around it. */
export function undress(cell: string): DressedNumber | undefined {
  if (cell.length > longest) return undefined;
  const written = unquoted(cell.trim()).replace(minuses, "-");
  const mark = marked.exec(written)?.[0] ?? "";
  const text = written.slice(0, written.length - mark.length).replace(whole, "");
  const start = text.search(/[.,]?\d/);
  if (start < 0) return undefined;
  body.lastIndex = start;
  const digits = body.exec(text)?.[0] ?? "";
  const head = /^(\(?)\s*([+-]?)\s*([^()+\s\d-]*)\s*(\(?)\s*([+-]?)\s*$/.exec(text.slice(0, start));
  const tail = /^(\s*)(-?)(\)?)(\s*)([^()]*?)\s*(\)?)$/.exec(text.slice(start + digits.length));
  if (head === null || tail === null) return undefined;
  const [, open, sign, before, openInside, signInside] = head;
  const [, spaces, minus, closeInside, moreSpaces, behind, close] = tail;
  const opened = open.length + openInside.length;
  const closed = closeInside.length + close.length;
  const signs = sign + signInside + minus;
  if (opened !== closed || opened > 1 || opened + signs.length > 1) return undefined;
  if (minus !== "" && behind !== "") return undefined;
  if (before !== "" && !currency.test(before)) return undefined;
  if (behind !== "" && (!unit.test(behind) || ofTimes.test(behind))) return undefined;
  const negative = opened === 1 || signs.endsWith("-");
  return {
    digits,
    negative,
    before,
    behind,
    spaced: (spaces + moreSpaces).length > 0,
    bracketed: opened === 1,
    mark: mark.trim(),
  };
}

/** The number without its dress. */
export function numberOf({ digits, negative }: DressedNumber, decimal: Decimal): number | undefined {
  const value = parseBare(digits.replace(/[dD]/, "e"), decimal);
  return value === undefined || !negative ? value : -value;
}

/** Whether a sign or word is a currency. */
export function isCurrency(word: string): boolean {
  return currency.test(word);
}

/** Numbers that a spreadsheet was told to keep as texts: ="12", "12", '12. */
function unquoted(text: string): string {
  const match = /^=?"([^"]*)"$|^'([^']*)'?$/.exec(text);
  return match === null ? text : (match[1] ?? match[2]).trim();
}
