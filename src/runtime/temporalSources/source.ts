import type { Report } from '../report';

/** One way to come by a Temporal server program. */
export interface TemporalSource {
  /** As it stands in messages: "`temporal` on the PATH". */
  readonly name: string;
  /**
   * The path of a program that has been seen to run.
   * @throws Error whose message says in a few words why this way does not work here.
   */
  find(log: Report): Promise<string>;
}

/** How long a download or a check may show no sign of life before the next way is tried. */
export const silenceLimitMs = 20_000;
