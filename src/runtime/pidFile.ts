import { readFileSync } from 'node:fs';

/** The process number that a file starts with; undefined when there is none. */
export function firstNumber(file: string): number | undefined {
  try {
    const value = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isSafeInteger(value) && value > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}
