// A CSV of minutes as loggers write it: a time and columns of numbers of several lengths, the same in every run. Times and numbers may have
// other forms.
import { closeSync, openSync, writeSync } from "node:fs";
import { Generator } from "recurra/core";

const START = Date.UTC(2000, 0, 1);

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const parts = (date) => {
  const [y, mo, d, h, mi, s] = date.toISOString().split(/[-T:.]/);
  return { y, mo, d, h, mi, s };
};
const grouped = (number, sign) => number.replace(/\B(?=(\d{3})+(?!\d))/g, sign);

/** Forms of times by name: a text of a Date and its row. Two cells stand in two columns. */
const timeForms = {
  iso: (date) => date.toISOString().slice(0, 19).replace("T", " "),
  z: (date) => `${date.toISOString().slice(0, 19)}Z`,
  offset: (date) => `${date.toISOString().slice(0, 19)}+02:00`,
  fraction: (date, row) => `${date.toISOString().slice(0, 19)}.${String((row * 7919) % 1e6).padStart(6, "0")}`,
  points: (date) => (({ y, mo, d, h, mi }) => `${d}.${mo}.${y} ${h}:${mi}`)(parts(date)),
  slashes: (date) => (({ y, mo, d, h, mi }) => `${d}/${mo}/${y} ${h}:${mi}`)(parts(date)),
  halves: (date) =>
    (({ y, mo, d, h, mi }) => `${+mo}/${+d}/${y} ${((+h + 11) % 12) + 1}:${mi} ${h < 12 ? "AM" : "PM"}`)(parts(date)),
  short: (date) => (({ y, mo, d, h, mi }) => `${d}.${mo}.${y.slice(2)} ${h}:${mi}`)(parts(date)),
  named: (date) => (({ y, mo, d, h, mi }) => `${d}-${months[mo - 1]}-${y} ${h}:${mi}`)(parts(date)),
  digits: (date) => date.toISOString().slice(0, 19).replace(/[-T:]/g, ""),
  unix: (date) => String(date / 1000),
  joined: (date) => (({ y, mo, d, h, mi }) => `${y}-${mo}-${d};${h}:${mi}`)(parts(date)),
};

/** Forms of numbers by name: a text of the number in its usual digits. */
const numberForms = {
  unit: (text) => `${text} km/h`,
  percent: (text) => `${text}%`,
  currency: (text) => `€${grouped((1000 * Math.abs(text)).toFixed(2), ",")}`,
  grouped: (text) => grouped((1000 * text).toFixed(2), ","),
  comma: (text) => text.replace(".", ","),
  thousands: (text) => `${Math.abs(text)}k`,
  missing: (text, row) => (row % 10 === 0 ? "NA" : text),
};

/** Names of all forms. */
export const forms = [...Object.keys(timeForms), ...Object.keys(numberForms)];

/** Writes a file of `rows` rows and `columns` columns, the time among them, in a form of `forms`. */
export function writeRows(path, rows, columns, form) {
  const random = new Generator(1).stream("cells");
  const file = openSync(path, "w");
  const timeOf = timeForms[form] ?? timeForms.iso;
  const numberOf = numberForms[form] ?? ((text) => text);
  const delimiter = form === "iso" ? "," : ";";
  const names = Array.from({ length: columns - 1 }, (_, i) => `x${i + 1}`);
  let lines = [[form === "joined" ? "date;clock" : "time", ...names].join(delimiter)];
  for (let row = 0; row < rows; row++) {
    const cells = names.map((_, i) =>
      numberOf(((2 * random.uniform(row * columns + i) - 1) * 10 ** (1 + (i % 4))).toFixed(2 + (i % 4)), row),
    );
    lines.push([timeOf(new Date(START + row * 60_000), row), ...cells].join(delimiter));
    if (lines.length === 10_000) {
      writeSync(file, `${lines.join("\n")}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) writeSync(file, `${lines.join("\n")}\n`);
  closeSync(file);
}
