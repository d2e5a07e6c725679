// recurra/calendar: the days of the calendar as numbers, in UTC and without Date.
export { civilFromDays, DAY, daysFromCivil, daysInMonth } from "./data/time/calendar.ts";
