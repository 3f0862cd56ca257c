import { InvalidArgumentError } from 'commander';

/** A parser of commander for a whole number within limits. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`allowed: a whole number from ${least} to ${most}.`);
    return value;
  };

/** A parser of commander for one of a few words. */
export const oneOfWords =
  (...words: readonly string[]) =>
  (text: string): string => {
    if (!words.includes(text)) throw new InvalidArgumentError(`allowed: ${words.join(', ')}.`);
    return text;
  };

/** A parser of commander for a day, as YYYY-MM-DD. */
export function day(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!isDay) throw new InvalidArgumentError('write a day as 2026-01-31.');
  return text;
}
