import { readMoney } from '../../entities/money';
import { entityDefinitions } from '../../entities/registry';
import { openClearing } from '../../ledger/clearingProofs';
import type { Company } from '../../ledger/companies';
import { companyAccounts } from '../../ledger/companyAccounts';
import type { Transaction } from '../../ledger/database';
import { accountPostingsQuery } from '../../quickbooks/qbxml/ledgerFigures';
import { overlapMinutes, shiftLocal } from '../../quickbooks/localTime';
import type { PcClock } from '../../quickbooks/pcClock';
import { pcTime } from '../../quickbooks/pcClock';
import { listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlRequest } from '../../quickbooks/qbxml/types';
import { clearingSides, throughIt, type ClearingSide } from '../../reconcile/clearing/accounts';
import type { Answers, PostingList } from './tieOutQuestions';

/** What is asked of a clearing account for its proof, in the message set of the tie-out. */
export interface ClearingQuestion {
  /** ListID. */
  readonly account: string;
  readonly balance: QbxmlRequest;
  /** What is posted there since the connection by kinds that are not read as records. */
  readonly postings: PostingList;
}

/** @returns none of an account that the company does not have, or of which nothing is synced. */
export async function clearingQuestions(
  tx: Transaction,
  company: Company,
  clock: PcClock | undefined,
): Promise<ClearingQuestion[]> {
  const since = shiftLocal(pcTime(clock, company.zone, company.createdAt), -overlapMinutes);
  return (await provenAccounts(tx, company)).map(({ side, account }) => {
    const { clearing } = side;
    // Journal entries are read as far as they look like a movement; the others are asked for.
    const without = entityDefinitions(company.settings)
      .filter(({ name }) => throughIt(side).includes(name))
      .map(({ quickbooks }) => quickbooks.list)
      .filter((kind) => kind !== 'JournalEntry');
    const id = `${clearing}Postings`;
    return {
      account,
      balance: listQuery('Account', {
        requestID: `${clearing}Balance`,
        ids: [account],
        elements: ['ListID', 'Balance'],
      }),
      postings: {
        id,
        account,
        ask: (how) => accountPostingsQuery(id, { account, since, without, ...how }),
      },
    };
  });
}

/** What QuickBooks' answers say that the accounts come to; nothing of one whose balance it does not give. */
export const clearingBalances = (
  questions: readonly ClearingQuestion[],
  answers: Answers,
): { account: string; balance: string }[] =>
  questions.flatMap(({ account, balance: { requestID } }) => {
    const balance = answers.get(requestID)?.records[0]?.fields.Balance;
    const money = typeof balance === 'string' ? readMoney(balance, 'Balance') : null;
    return money === null ? [] : [{ account, balance: money }];
  });

/** Keeps what the accounts came to at the connection, from the balances that were read with the changes. */
export async function noteClearingOpening(tx: Transaction, company: Company): Promise<void> {
  for (const { side, account } of await provenAccounts(tx, company))
    await openClearing(tx, company.id, account, throughIt(side));
}

/** The clearing accounts that are proven: QuickBooks has them, and what goes through them is synced. */
async function provenAccounts(
  tx: Transaction,
  company: Company,
): Promise<{ side: ClearingSide; account: string }[]> {
  const accounts = await companyAccounts(tx, company);
  const on = entityDefinitions(company.settings).filter(({ isOff }) => isOff !== true);
  const names = new Set(on.map(({ name }) => name));
  return clearingSides
    .filter((side) => throughIt(side).every((name) => names.has(name)))
    .map((side) => ({ side, account: accounts[side.setting].id }))
    .filter(({ account }) => account !== '');
}
