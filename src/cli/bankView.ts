import type { BankDocument } from '../ledger/bankShown';
import { sentWords } from '../words/bankWords';
import { money } from '../words/money';

/** One line an account; beside the one that Bill.com shows, whether it has it. */
export function bankWords(bank: BankDocument | null): [string, string][] {
  if (bank === null) return [];
  return bank.balances.map(({ name, balance, asOf }, index): [string, string] => {
    const shown = name === bank.shownInBillcom ? `; ${sentWords(bank.lastSent, balance)}` : '';
    return [index === 0 ? 'bank' : '', `${name} ${money(balance)} on ${asOf}${shown}`];
  });
}
