import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Change } from './changes';

/**
 * An append-only file with one line per commit. A line is handed to the operating system before the commit
 * counts, so that killing the process at any time loses none. A half-written last line never counted and is cut.
 */
export class Journal {
  #file: number;

  private constructor(readonly path: string) {
    this.#file = openSync(path, 'a');
  }

  /** Opens the journal and hands every commit in it to `replay`. */
  static open(path: string, replay: (changes: readonly Change[]) => void): Journal {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) {
      const bytes = readFileSync(path);
      const whole = bytes.lastIndexOf(0x0a) + 1;
      if (whole < bytes.length) truncateSync(path, whole);
      for (const line of bytes.subarray(0, whole).toString('utf8').split('\n')) {
        if (line !== '') replay(JSON.parse(line) as Change[]);
      }
    }
    return new Journal(path);
  }

  /** Writes one commit. */
  append(changes: readonly Change[]): void {
    const line = Buffer.from(`${JSON.stringify(changes)}\n`, 'utf8');
    for (let written = 0; written < line.length;) {
      written += writeSync(this.#file, line, written, line.length - written);
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}
