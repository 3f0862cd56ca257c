import type { BankDocument } from '../ledger/bankShown';
import { money } from './money';

/** What Bill.com shows of the balance that it is sent. @param balance as QuickBooks has it now */
export function sentWords(sent: BankDocument['lastSent'], balance: string): string {
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
