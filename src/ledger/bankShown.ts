import { balanceAccount, lastSent, loadBalances, type SentBalance, type ShownBalance } from './bankBalances';
import type { Transaction } from './database';

/** What bank accounts come to in QuickBooks, and which balance Bill.com shows: for programs and for people. */
export interface BankDocument {
  readonly balances: readonly Pick<ShownBalance, 'name' | 'balance' | 'asOf'>[];
  /** The account whose balance Bill.com shows; null where there is none. */
  readonly shownInBillcom: string | null;
  readonly lastSent: Pick<SentBalance, 'balance' | 'asOf' | 'state' | 'because' | 'sentAt'> | null;
}

/** @returns null before QuickBooks was asked for any. */
export async function bankOf(tx: Transaction, companyId: string): Promise<BankDocument | null> {
  const balances = await loadBalances(tx, companyId);
  if (balances.length === 0) return null;
  const account = await balanceAccount(tx, companyId);
  const sent = await lastSent(tx, companyId);
  return {
    balances: balances.map(({ name, balance, asOf }) => ({ name, balance, asOf })),
    shownInBillcom: balances.find((each) => each.account === account)?.name ?? null,
    lastSent:
      sent === undefined
        ? null
        : {
            balance: sent.balance,
            asOf: sent.asOf,
            state: sent.state,
            because: sent.because,
            sentAt: sent.sentAt,
          },
  };
}
