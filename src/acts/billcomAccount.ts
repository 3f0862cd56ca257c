import type { BillcomAccount } from '../ledger/companies';
import type { CompanySettings } from '../ledger/settings';
import { Problem, wrongUse } from '../words/problem';
import { quoted } from '../words/counted';

/** Legacy status sync is of Bill.com accounts that were created before this day; its API does not tell when that was. */
export const legacyBefore = '2020-06-05';

export const accountQuestion = `whether the Bill.com account was created before ${legacyBefore} (before or later)`;

/** @throws Problem where it is neither. */
export function billcomAccountFrom(said: string): BillcomAccount {
  const word = said.trim().toLowerCase();
  if (word === 'before' || word === 'later') return word;
  throw wrongUse(`“${said}” does not say when the Bill.com account was created.`, 'Say “before” or “later”.');
}

export const accountWords = (account: BillcomAccount | null): string =>
  account === null
    ? 'nobody has said'
    : account === 'before'
      ? `before ${legacyBefore}`
      : `${legacyBefore} or later`;

/**
 * Legacy status sync comes on only where somebody has said that the account is old enough.
 * @throws Problem
 */
export function assertLegacyAllowed(
  { legacyStatus }: Pick<CompanySettings, 'legacyStatus'>,
  account: BillcomAccount | null | undefined,
  company: string,
): void {
  if (legacyStatus === 'off' || account === 'before') return;
  throw new Problem(
    account === 'later'
      ? `legacyStatus cannot be turned on: the Bill.com account of “${company}” was created on ${legacyBefore} or later, and Bill.com keeps the status of such an account’s invoices itself.`
      : `legacyStatus cannot be turned on: nobody has said whether the Bill.com account of “${company}” was created before ${legacyBefore}.`,
    {
      cure: `If it was created before that day, an Administrator says so first: tieout company billcom-account ${quoted(company)} before`,
    },
  );
}
