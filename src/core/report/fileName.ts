import { cut, slug } from './slug.ts';

/** Names of the files in a saved run's folder. */
export const REPORT_FILE = 'report.md';
export const SOURCES_FILE = 'sources.json';
export const BRIEF_FILE = 'brief.md';
export const RUN_FILE = 'run.jsonl';

/** Bounds that every file system in use can keep, with room for `-999`. */
const MOST_UNITS = 80;
const MOST_BYTES = 200;
const ROOM_FOR_NUMBER = 4;

/** The words of the question get so much: a name is to be read, not to hold the question. */
const MOST_SLUG_UNITS = 60;

/**
 * Name of a run's folder, `2026-11-22-duckdb-or-sqlite`: one safe component on every system, by the
 * local calendar. Whatever the question holds, at most 80 UTF-16 units and 200 UTF-8 bytes come out,
 * also after `numbered`.
 */
export function folderName(date: Date, question: string): string {
  const day = dayOf(date);
  const room = MOST_BYTES - ROOM_FOR_NUMBER - day.length - 1;
  const words = slug(question, MOST_SLUG_UNITS, room);
  return day === '' ? words : `${day}-${words}`;
}

/**
 * The name of the `count`-th folder that would be called `name`: `name-2`; the first is plain. No
 * blanks or brackets: such a path can stand in a link and in a shell as it is.
 */
export function numbered(name: string, count: number): string {
  if (count <= 1) {
    return name;
  }
  const tail = `-${count}`;
  return cut(name, MOST_UNITS - tail.length, MOST_BYTES - tail.length) + tail;
}

function dayOf(date: Date): string {
  const year = date.getFullYear();
  if (Number.isNaN(year) || year < 1 || year > 9999) {
    return '';
  }
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
