/** The limits of reading QuickBooks in one place; tests shorten them. */
export interface ReadingLimits {
  /** How old the last reading of a whole list may become before it is compared again. */
  readonly sweepEveryMs: number;
  /** Entries per part of that comparison; a lost session costs at most the part it was in. */
  readonly sweepPart: number;
  /** How long reading one window of a first load may take; so much a lost session costs there. */
  readonly windowMs: number;
  /** Before anything was measured, a window holds at most this many rows; later what `windowMs` brings. */
  readonly windowRowsBeforeMeasuring: number;
  readonly windowRowsMin: number;
}

export const readingLimits: ReadingLimits = {
  sweepEveryMs: 24 * 3_600_000,
  sweepPart: 10_000,
  windowMs: 60_000,
  windowRowsBeforeMeasuring: 2_000,
  windowRowsMin: 500,
};
