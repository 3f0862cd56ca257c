import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Row } from './wireValues';

/** A row as it stands from then on. */
export interface JournalEntry {
  readonly organization: string;
  readonly row: Row;
}

const FILE = 'rows.journal';

/**
 * Rows on disk, one line per change, written before the answer is; rows that are appended together share a line, as an
 * array. A process killed at any moment loses nothing it
 * answered; a half-written last line is dropped when the journal is read again.
 */
export class Journal {
  #file: number | undefined;

  private constructor(file: number | undefined) {
    this.#file = file;
  }

  /** Opens the journal of a folder and answers what it holds. Without a folder nothing is kept. */
  static open(folder: string | undefined): { journal: Journal; entries: JournalEntry[] } {
    if (folder === undefined) return { journal: new Journal(undefined), entries: [] };
    mkdirSync(folder, { recursive: true });
    const path = join(folder, FILE);
    const entries = existsSync(path) ? latestOf(readEntries(readFileSync(path, 'utf8'))) : [];
    writeFileSync(`${path}.new`, entries.map((entry) => asLine([entry])).join(''));
    renameSync(`${path}.new`, path);
    return { journal: new Journal(openSync(path, 'a')), entries };
  }

  append(entries: readonly JournalEntry[]): void {
    if (this.#file !== undefined) writeSync(this.#file, asLine(entries));
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

function readEntries(text: string): JournalEntry[] {
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  return complete
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => JSON.parse(line) as JournalEntry | JournalEntry[]);
}

/** The last state of each row, in the order in which the rows first appeared. */
function latestOf(entries: readonly JournalEntry[]): JournalEntry[] {
  const latest = new Map<string, JournalEntry>();
  for (const entry of entries) latest.set(`${entry.organization} ${String(entry.row.id)}`, entry);
  return [...latest.values()];
}

function asLine(entries: readonly JournalEntry[]): string {
  return `${JSON.stringify(entries.length === 1 ? entries[0] : entries)}\n`;
}
