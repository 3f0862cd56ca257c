import type { Plan } from '../../ledger/users';
import { when } from './words';

/** People, as pages say what they are. Pure. */

export const planWords: Readonly<Record<Plan, string>> = {
  payables: 'payables',
  receivables: 'receivables',
  both: 'payables and receivables',
};

export const signInWords = (at: Date | null, zone: string, now: Date): string =>
  at === null ? 'never' : when(at, zone, now);
