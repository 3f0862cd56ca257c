import { books } from '../entities/definition';
import { switchedOff } from '../entities/registry';
import { forgetClearingOpening } from '../ledger/clearingProofs';
import { openLists } from '../ledger/closedLists';
import type { Company } from '../ledger/companies';
import { companyAccounts } from '../ledger/companyAccounts';
import type { Transaction } from '../ledger/database';
import { dropEmails } from '../ledger/droppedEmails';
import { needsNoPreview, previewFirst } from '../ledger/previewFirst';
import { connectReceivables, disconnectReceivables, releaseWhatIsOff } from '../ledger/receivablesSwitch';
import { requestCycleNow } from '../ledger/requestCycleNow';
import type { CompanySettings } from '../ledger/settings';
import { betweenCycles } from './betweenCycles';
import { Problem } from '../words/problem';
import { waitsForMassChange } from './watchCycle';
import { many, quoted } from '../words/counted';

export interface Switched {
  /** What became of it, for people. */
  readonly words: string;
  /** Invoices that waited to be e-mailed and are not sent. */
  readonly droppedEmails: number;
}

/**
 * Receivables are switched on or off between cycles. On, in a company that writes already: nothing is written any more
 * before somebody has seen and accepted what that does. Off again before: it writes as it did.
 * @throws Problem while a cycle runs, or a mass change waits
 */
export async function switchReceivables(
  tx: Transaction,
  company: Company,
  to: CompanySettings,
  by: string,
): Promise<Switched> {
  await betweenCycles(tx, company, 'receivables');
  if (to.receivables === 'off') return switchOff(tx, company, to, by);
  return { words: await switchOn(tx, company, to, by), droppedEmails: 0 };
}

async function switchOn(tx: Transaction, company: Company, to: CompanySettings, by: string): Promise<string> {
  const { id, acceptedAt, previewBecause } = company;
  if (acceptedAt === null && previewBecause === null)
    return 'The first preview shows them with all else; nothing is written before it is accepted.';
  if (waitsForMassChange(company))
    throw new Problem('Receivables cannot be switched on while a mass change waits to be accepted.', {
      cure: `Decide that first: tieout preview ${quoted(company.name)} --last`,
    });
  const isConnected = await connectReceivables(tx, id);
  const { moneyInClearing } = await companyAccounts(tx, company);
  if (isConnected && moneyInClearing.id !== '') await forgetClearingOpening(tx, id, moneyInClearing.id);
  if (acceptedAt !== null) await previewFirst(tx, id, 'receivables');
  const { number } = await requestCycleNow(tx, id, { by, preview: true });
  return `${onWords(company.name, to)}\nThe preview is cycle ${number}.`;
}

/** What switching on means, for who is asked and who has done it. */
export const onWords = (name: string, { receivablesSince }: CompanySettings): string =>
  [
    'The next cycle is a preview: it reads invoices, credit memos and payments of customers in both books and shows what',
    'would be done. Nothing is written in either book, payables neither, until it is accepted:',
    `  tieout preview ${quoted(name)} --wait`,
    `  tieout accept ${quoted(name)}`,
    `Invoices of QuickBooks come from ${receivablesSince} on, by their dates (to change that: receivablesSince=…). What is`,
    'entered and settled already stays in its book; “tieout import” brings it over by its days.',
  ].join('\n');

async function switchOff(
  tx: Transaction,
  company: Company,
  to: CompanySettings,
  by: string,
): Promise<Switched> {
  const offBefore = switchedOff(company.settings);
  const off = switchedOff(to).filter((name) => !offBefore.includes(name));
  await releaseWhatIsOff(tx, company.id, off);
  for (const book of books) await openLists(tx, company.id, book, off);
  const words = [
    'Invoices, credit memos and payments of customers are left alone in both books; what is linked stays linked. Nor is money',
    'recorded that Bill.com brings to the bank for such payments.',
  ];
  const droppedEmails = await dropEmails(tx, company.id, by);
  if (droppedEmails > 0) words.push(`${droppedWords(droppedEmails)}: tieout emails ${quoted(company.name)}`);
  if (await needsNoPreview(tx, company.id, 'receivables')) {
    await disconnectReceivables(tx, company.id);
    words.push('The preview with receivables need not be accepted: cycles write again as before.');
  }
  return { words: words.join('\n'), droppedEmails };
}

/** Without the point, or what else ends it. */
export const droppedWords = (count: number): string =>
  `${many(count, 'invoice')} that waited to be e-mailed ${count === 1 ? 'is' : 'are'} not sent`;
