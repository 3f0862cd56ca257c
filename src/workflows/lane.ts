import type { FailedStep, StepWork, WriteResult } from './jobs';

/**
 * One book's writes in one round: what was done, and which steps failed. An operation waits only for references in its
 * own book (design §3), so that a failed step takes along what depends on it in this lane and nothing else.
 */
export class Lane {
  applied = 0;
  refused = 0;
  reconcileAgain = false;
  sessionLost = false;
  /** QuickBooks has given its own figures, to be compared when both lanes are done. */
  isTieOutRead = false;
  readonly failed: FailedStep[] = [];

  constructor(readonly book: FailedStep['book']) {}

  add(result: WriteResult): void {
    this.applied += result.applied;
    this.refused += result.refused;
    this.reconcileAgain ||= result.reconcileAgain;
  }

  fail({ entity, phase }: StepWork, message: string): void {
    this.failed.push({ book: this.book, entity, phase, message });
  }

  /** Whether a step may run; one that comes after a failed or left out step is left out itself. */
  admits(step: StepWork): boolean {
    const cause = step.after?.find((entity) =>
      this.failed.some((failed) => failed.entity === entity && failed.phase === 'write'),
    );
    if (cause !== undefined) this.fail(step, `It waits for the step “${cause}”, which failed.`);
    return cause === undefined;
  }
}
