import { bookTitle, type Book } from '../entities/definition';
import { bankBalance } from '../entities/bankBalance';
import { defaultEntitySettings } from '../entities/defaultSettings';
import { entityDefinitions } from '../entities/registry';
import { waitingSteps, type StepProgress } from '../ledger/steps';
import { duration } from './time';
import { counted } from './counted';

/** What people are told of a step: pure, from its row and the time. */

const words = new Map(
  [...entityDefinitions(defaultEntitySettings), bankBalance].map((each) => [each.name as string, each.words]),
);

/** The word for records of an entity, as in “12 vendors”. */
export const manyOf = (entity: string): string => words.get(entity)?.many ?? entity;
export const oneOf = (entity: string): string => words.get(entity)?.one ?? entity;

const titleOf = (book: string): string => bookTitle[book as Book] ?? book;

/** “QuickBooks: reading”, “vendors to Bill.com”. */
export function stepTitle(step: Pick<StepProgress, 'book' | 'step' | 'phase'>): string {
  const title = titleOf(step.book);
  if (step.step === 'tieOut') return 'Tying out the books';
  if (step.phase === 'read') return `Reading ${title}`;
  const name = step.step === 'read' ? 'records' : manyOf(step.step);
  if (step.phase === 'deactivate') return `Inactive ${name} to ${title}`;
  return step.phase === 'void' ? `Void ${name} to ${title}` : `${capital(name)} to ${title}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export interface Pace {
  readonly perSecond: number | null;
  /** Milliseconds, as far as the pace so far tells. */
  readonly timeLeft: number | null;
}

/** A pace is told only after this time: the first records say little. */
const leastElapsedMs = 500;

export function paceOf(
  step: Pick<StepProgress, 'done' | 'total' | 'startedAt' | 'endedAt' | 'state'>,
  now: Date,
): Pace {
  const elapsed = step.startedAt ? (step.endedAt ?? now).getTime() - step.startedAt.getTime() : 0;
  if (elapsed < leastElapsedMs || step.done === 0) return { perSecond: null, timeLeft: null };
  const perSecond = (step.done * 1_000) / elapsed;
  const isRunning = step.state === 'running' && step.total > step.done;
  return { perSecond, timeLeft: isRunning ? ((step.total - step.done) / perSecond) * 1_000 : null };
}

/** “Vendors to Bill.com: 120 of 300, 35 a second, about 5 s left”. */
export function stepLine(step: StepProgress, now: Date): string {
  const title = stepTitle(step);
  if (step.state === 'failed') return `${title}: failed: ${step.message ?? 'no reason is known'}`;
  if (step.state === 'waiting') return `${title}: ${counted(step.total - step.done)} to do`;
  const [waiting] = waitingSteps([step]);
  if (waiting) return `${title}: ${[...amountOf(step), waiting.message].join('; ')}`;
  const { perSecond, timeLeft } = paceOf(step, now);
  const parts = [
    ...amountOf(step),
    ...(perSecond === null ? [] : [`${pace(perSecond)} a second`]),
    ...(timeLeft === null ? [] : [`about ${duration(timeLeft)} left`]),
    ...(step.state === 'done' ? ['done'] : []),
  ];
  return parts.length === 0 ? `${title} …` : `${title}: ${parts.join(', ')}`;
}

/** How many are to be read is not always known. */
function amountOf({ phase, done, total }: StepProgress): string[] {
  if (total > done || (phase !== 'read' && total > 0)) return [`${counted(done)} of ${counted(total)}`];
  if (done === 0) return [];
  return [phase === 'read' ? `${counted(done)} records` : counted(done)];
}

const pace = (perSecond: number): string =>
  perSecond >= 10 ? counted(Math.round(perSecond)) : perSecond.toFixed(1);
