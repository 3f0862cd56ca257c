import {
  balanceAccount,
  lastSent,
  loadBalances,
  type SentBalance,
  type ShownBalance,
} from '../ledger/bankBalances';
import type { Transaction } from '../ledger/database';
import { money } from './reportTieOutView';

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

/** One line an account; beside the one that Bill.com shows, whether it has it. */
export function bankWords(bank: BankDocument | null): [string, string][] {
  if (bank === null) return [];
  return bank.balances.map(({ name, balance, asOf }, index): [string, string] => {
    const shown = name === bank.shownInBillcom ? `; ${sentWords(bank.lastSent, balance)}` : '';
    return [index === 0 ? 'bank' : '', `${name} ${money(balance)} on ${asOf}${shown}`];
  });
}

function sentWords(sent: BankDocument['lastSent'], balance: string): string {
  switch (sent?.state) {
    case 'applied':
      return sent.balance === balance
        ? 'Bill.com shows it'
        : `Bill.com shows ${money(sent.balance)} of ${sent.asOf}`;
    case 'refused':
      return `Bill.com did not take it: ${sent.because ?? ''}`;
    case 'sent':
    case 'unknown':
      return 'Bill.com has not said whether it took it; the next sync looks';
    default:
      return 'Bill.com gets it with the next sync';
  }
}
