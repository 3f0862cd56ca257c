import { readMoney } from '../../entities/money';
import { entityDefinitions } from '../../entities/registry';
import { openClearing } from '../../ledger/clearingProofs';
import type { Company } from '../../ledger/companies';
import { companyAccounts } from '../../ledger/companyAccounts';
import type { Transaction } from '../../ledger/database';
import type { PcClock } from '../../quickbooks/pcClock';
import { pcTime } from '../../quickbooks/pcClock';
import { overlapMinutes, shiftLocal } from '../../quickbooks/localTime';
import { accountPostingsQuery } from '../../quickbooks/qbxml/payables';
import { listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlRequest, QbxmlResponse } from '../../quickbooks/qbxml/types';

/** What is asked of Money Out Clearing for its proof, in the message set of the tie-out. */
export interface ClearingQuestion {
  /** ListID. */
  readonly account: string;
  readonly balance: QbxmlRequest;
  /** What is posted there since the connection by kinds that are not read as records. */
  readonly postings: (how: { readonly maxReturned: number; readonly iterator?: 'Start' }) => QbxmlRequest;
}

export const clearingRequests = { balance: 'clearing', postings: 'clearingPostings' } as const;

/** @returns undefined where the company has no such account. */
export async function clearingQuestion(
  tx: Transaction,
  company: Company,
  clock: PcClock | undefined,
): Promise<ClearingQuestion | undefined> {
  const { id: account } = (await companyAccounts(tx, company)).moneyOutClearing;
  if (account === '' || company.settings.recordTransfers === 'off') return undefined;
  const since = shiftLocal(pcTime(clock, company.zone, company.createdAt), -overlapMinutes);
  // Journal entries are read as far as they look like a movement; the others are asked for.
  const kinds = entityDefinitions(company.settings)
    .filter(({ name }) => name === 'billPayment' || name === 'fundsTransfer')
    .map(({ quickbooks }) => quickbooks.list);
  const without = kinds.filter((kind) => kind !== 'JournalEntry');
  return {
    account,
    balance: listQuery('Account', {
      requestID: clearingRequests.balance,
      ids: [account],
      elements: ['ListID', 'Balance'],
    }),
    postings: (how) => accountPostingsQuery(clearingRequests.postings, { account, since, without, ...how }),
  };
}

/** The balance in QuickBooks' answer; undefined where it gives none. */
export function clearingBalance(response: QbxmlResponse | undefined): string | undefined {
  const [account] = response?.records ?? [];
  const balance = account?.fields.Balance;
  return typeof balance === 'string' ? (readMoney(balance, 'Balance') ?? undefined) : undefined;
}

/** Keeps what the account came to at the connection, from the balance that was read with the changes. */
export async function noteClearingOpening(tx: Transaction, company: Company): Promise<void> {
  const { id } = (await companyAccounts(tx, company)).moneyOutClearing;
  if (id !== '') await openClearing(tx, company.id, id);
}
