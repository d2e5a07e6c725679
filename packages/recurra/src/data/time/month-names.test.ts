import { expect, test } from "vitest";
import { formatDays } from "./calendar.ts";
import { isWeekday, monthNamed } from "./month-names.ts";
import { dissectTime, resolveTime } from "./time-cell.ts";

const languages = {
  English: "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
  German: "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
  French: "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
  Spanish: "ene feb mar abr may jun jul ago sept oct nov dic",
  Italian: "gen feb mar apr mag giu lug ago set ott nov dic",
  Portuguese: "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
  Dutch: "jan feb mrt apr mei jun jul aug sep okt nov dec",
  Polish: "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
  Swedish: "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
  Norwegian: "januar februar mars april mai juni juli august september oktober november desember",
  Danish: "januar februar marts april maj juni juli august september oktober november december",
  Czech: "ledna února března dubna května června července srpna září října listopadu prosince",
  Turkish: "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
  Russian: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
};

test.each(Object.entries(languages))("%s months are read, in capitals and without marks as well", (_, names) => {
  const read = (write: (name: string) => string) => names.split(" ").map((name) => monthNamed(write(name)));
  const all = Array.from({ length: 12 }, (_, i) => i + 1);
  expect(read((name) => name)).toEqual(all);
  expect(read((name) => name.toUpperCase())).toEqual(all);
  expect(read((name) => name.normalize("NFD").replace(/[\u0300-\u036f.]/g, ""))).toEqual(all);
});

test("what begins the names of two months is none, and neither is what begins no name", () => {
  expect(["jui", "cze", "cer", "ju", "mars bar", "ma", "", "marzi"].map(monthNamed)).toEqual([
    undefined,
    6,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

const day = (cell: string) => {
  const part = dissectTime(cell);
  const time = part && resolveTime(part, "dmy");
  return typeof time === "number" ? formatDays(Math.floor(time / 86_400_000)) : time;
};

test("dates with names of months are read in the forms of their languages", () => {
  const cells = [
    "31. Mai 2018",
    "31 de mayo de 2018",
    "31 mai 2018",
    "jeudi 31 mai 2018",
    "Donnerstag, 31. Mai 2018",
    "31 мая 2018 г.",
  ];
  const more = [
    "31-maj-2018",
    "31 MAYIS 2018",
    "May 31st, 2018",
    "31st of May 2018",
    "Do 31.05.2018",
    "2018-05-31 (Thu)",
    "31maj2018",
  ];
  expect(new Set([...cells, ...more].map(day))).toEqual(new Set(["2018-05-31"]));
  expect(["1er janvier 2020", "mar. 1 janvier 2020", "1º de enero de 2020"].map(day)).toEqual(
    Array(3).fill("2020-01-01"),
  );
  expect(["mai 2018", "Mai '18", "mai-18", "2018 mai", "mayo de 2018"].map((cell) => dissectTime(cell)?.first)).toEqual(
    Array(5).fill(5),
  );
});

test("weekdays are known by two letters, other words before a date are not read over", () => {
  expect([isWeekday("Mo"), isWeekday("śro"), isWeekday("Store")]).toEqual([true, true, false]);
  expect(dissectTime("Store 31.05.2018")).toBeUndefined();
  expect(dissectTime("mar12")).toBeUndefined();
});
