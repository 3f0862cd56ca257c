/** The limits of reading QuickBooks in one place; tests shorten them. */
export interface ReadingLimits {
  /** How old the last reading of a whole list may become before it is compared again. */
  readonly sweepEveryMs: number;
  /** Entries per part of that comparison; a lost session costs at most the part it was in. */
  readonly sweepPart: number;
  /** A first load whose session was lost after no more rows than this begins anew; later it is finished by ids. */
  readonly rowsReadAgain: number;
}

export const readingLimits: ReadingLimits = {
  sweepEveryMs: 24 * 3_600_000,
  sweepPart: 10_000,
  rowsReadAgain: 2_000,
};
