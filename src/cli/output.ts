import Table from 'cli-table3';
import { counted } from '../words/counted';

/**
 * A command's two voices. The result goes to stdout, as a text for people or as exactly one JSON document; whatever is
 * said on the way goes to stderr, so that it is never in the way of a program that reads the result.
 */
export interface Output {
  readonly json: boolean;
  result(document: unknown, text: () => string): void;
  note(line: string): void;
}

export function createOutput(json: boolean): Output {
  return {
    json,
    result: (document, text) => {
      process.stdout.write(json ? asJson(document) : `${text()}\n`);
    },
    note: (line) => {
      process.stderr.write(`${line}\n`);
    },
  };
}

/** One line for programs, indented for eyes. */
export const asJson = (document: unknown): string =>
  `${JSON.stringify(document, null, process.stdout.isTTY ? 2 : undefined)}\n`;

const widest = 200;
/** How many characters fit on a line; a pipe gets what a wide window has. */
export const lineWidth = (): number => Math.min(process.stdout.columns ?? 140, widest);

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Takes its part of the width that the other columns leave, and wraps. */
  readonly wraps?: boolean;
}

/** A table without colours and with light rules, within `width` characters where its columns let it. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly (string | number)[])[],
  width = lineWidth(),
): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? counted(cell) : cell)));
  const widths = columnWidths(columns, cells, width);
  const made = new Table({
    head: columns.map((column) => column.title),
    colAligns: columns.map((column) => column.align ?? 'left'),
    colWidths: widths,
    wordWrap: true,
    style: {
      head: [],
      border: [],
      compact: !columns.some((column) => column.wraps) || rows.length < 2,
      'padding-left': 1,
      'padding-right': 1,
    },
    chars: lightRules,
  });
  made.push(...cells);
  return made.toString().replace(/[ \t]+$/gm, '');
}

const lightRules = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  right: '',
  'right-mid': '',
  mid: '─',
  'mid-mid': '─',
  middle: ' ',
};

const padding = 2;
const leastWrapped = 18;

function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const natural = columns.map(
    (column, index) =>
      padding + Math.max(column.title.length, ...rows.map((row) => longestLine(row[index] ?? ''))),
  );
  const between = columns.length - 1;
  const fixed = natural.reduce((sum, each, index) => (columns[index]?.wraps ? sum : sum + each), between);
  const wrapping = natural.filter((_, index) => columns[index]?.wraps);
  const wanted = wrapping.reduce((sum, each) => sum + each, 0);
  const room = width - fixed;
  if (wanted <= room) return natural;
  return natural.map((each, index) =>
    columns[index]?.wraps ? Math.min(each, Math.max(leastWrapped, Math.floor((each / wanted) * room))) : each,
  );
}

const longestLine = (text: string): number => Math.max(0, ...text.split('\n').map((line) => line.length));
