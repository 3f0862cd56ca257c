import { readMoney } from '../../entities/money';
import { accountsToAsk, saveBalances } from '../../ledger/bankBalances';
import { loadCompany } from '../../ledger/companies';
import type { Transaction } from '../../ledger/database';
import { listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlAnswer, QbxmlRequest } from '../../quickbooks/qbxml/types';
import { noteClearingOpening } from './clearingFigures';

/** Balances are asked for in the set that asks for the changes, so that they cost no round trip. */

const requestID = 'balances';
export const isBalanceRequest = (id: string): boolean => id === requestID;

/** The question for the balances of the company's bank and clearing accounts; none while it has none. */
export async function balanceRequests(tx: Transaction, companyId: string): Promise<QbxmlRequest[]> {
  const ids = await accountsToAsk(tx, companyId);
  return ids.length === 0 ? [] : [listQuery('Account', { requestID, ids, elements: ['ListID', 'Balance'] })];
}

/** @param today QuickBooks' date. What the answer does not say stays as it was. */
export async function takeInBalances(
  tx: Transaction,
  companyId: string,
  { responses }: QbxmlAnswer,
  today: string,
): Promise<void> {
  const records = responses.find((response) => response.requestID === requestID)?.records ?? [];
  const balances = records.flatMap(({ fields: { ListID, Balance } }) => {
    const balance = typeof Balance === 'string' ? readMoney(Balance, 'Balance') : null;
    return typeof ListID === 'string' && balance !== null ? [{ account: ListID, balance, asOf: today }] : [];
  });
  if (balances.length === 0) return;
  await saveBalances(tx, companyId, balances);
  await noteClearingOpening(tx, await loadCompany(tx, companyId));
}
