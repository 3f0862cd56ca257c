import type { RawRecord, RecordFacts } from './definition';
import type { Payable } from './documentRules';
import { elementsIn } from './elements';
import { centsOf, inCents, readMoney } from './money';

/**
 * What stands against a document in QuickBooks, by its LinkedTxns: payments, credits, checks, journal entries. Kept as the
 * fact `applied`: `80001-1 12.50,80007-1 3.00`.
 */
export function appliedIn(raw: RawRecord): string | undefined {
  const applied = elementsIn(raw.LinkedTxn).flatMap(({ TxnID, LinkType, Amount }) => {
    // The other links are of quantities: purchase orders and the like.
    if (typeof TxnID !== 'string' || (LinkType !== undefined && LinkType !== 'AMTTYPE')) return [];
    const amount = readMoney(Amount, 'the amount of a linked transaction');
    return amount === null ? [] : [`${TxnID} ${absolute(amount)}`];
  });
  return applied.length === 0 ? undefined : applied.join(',');
}

export const applications = ({ applied }: RecordFacts): Payable['applied'] =>
  (applied ?? '')
    .split(',')
    .filter((each) => each !== '')
    .map((each) => {
      const [id = '', amount = '0.00'] = each.split(' ');
      return { id, amount };
    });

/** What stands against a document, as people know it. */
export interface Taker {
  /** “credit memo”. */
  readonly word: string;
  readonly number: string;
  readonly amount: string;
}

const words: Readonly<Record<string, string>> = {
  CreditMemo: 'credit memo',
  ReceivePayment: 'payment',
  JournalEntry: 'journal entry',
};

/** What stands against an invoice, kept as the fact `takenBy`. */
export function takersIn(raw: RawRecord): string | undefined {
  const takers = elementsIn(raw.LinkedTxn).flatMap(({ TxnType, RefNumber, LinkType, Amount }): Taker[] => {
    const amount = readMoney(Amount, 'the amount of a linked transaction');
    const isMoney = LinkType === undefined || LinkType === 'AMTTYPE';
    if (amount === null || !isMoney) return [];
    const number = typeof RefNumber === 'string' ? RefNumber : '';
    return [{ word: words[String(TxnType)] ?? String(TxnType), number, amount: absolute(amount) }];
  });
  return takers.length === 0 ? undefined : JSON.stringify(takers);
}

export const takersOf = ({ takenBy }: RecordFacts): readonly Taker[] =>
  takenBy === undefined ? [] : (JSON.parse(takenBy) as Taker[]);

/** Whether the link takes off or adds depends on which end is asked; between two records it is one amount. */
export function absolute(amount: string): string {
  const cents = centsOf(amount);
  return inCents(cents < 0n ? -cents : cents);
}
