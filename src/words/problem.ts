/** What the command line ends with; the same numbers for every command. */
export const exitCode = {
  ok: 0,
  failed: 1,
  wrongUse: 2,
  /** The first preview is there to be looked at. */
  waitingForAccept: 3,
  timedOut: 4,
  /** A guard stopped the company, or it is paused. */
  needsPerson: 5,
  /** EX_CONFIG */
  wrongSetting: 78,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Something that a person can understand and put right: one sentence and what to do. Shown without a stack. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly cure: string;
  readonly exit: ExitCode;

  constructor(sentence: string, options: { cure?: string; exit?: ExitCode; cause?: unknown } = {}) {
    super(sentence, { cause: options.cause });
    this.cure = options.cure ?? '';
    this.exit = options.exit ?? exitCode.failed;
  }
}

export const wrongUse = (sentence: string, cure = ''): Problem =>
  new Problem(sentence, { cure, exit: exitCode.wrongUse });
