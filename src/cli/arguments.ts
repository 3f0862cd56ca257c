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
