import { sumOfMoney } from '../entities/money';
import type { ClearingLineShown, ProvenAccount } from '../ledger/clearingProofs';
import type { ClearingReason } from '../reconcile/clearing/entries';
import { csv } from '../words/csv';
import { table } from './output';
import { clearingWords, paymentWords } from '../words/clearingWords';
import { money } from '../words/money';
import { moment } from '../words/time';
import { many } from '../words/counted';

/** The proofs of the clearing accounts: the document for programs, and the same for people. Pure. */
export interface ClearingDocument {
  readonly company: string;
  /** All of them do. */
  readonly clears: boolean;
  /** Money Out Clearing, Money In Clearing, as far as they are proven. */
  readonly accounts: readonly ProvenAccount[];
}

export const clearingText = ({ company, accounts }: ClearingDocument): string =>
  accounts.map((account) => accountText(company, account)).join('\n\n');

function accountText(company: string, document: ProvenAccount): string {
  const { clearing, name, asOf, takenAt, cycle, lines } = document;
  return [
    `The clearing account “${name}” of “${company}” as of ${asOf}, proven ${moment(takenAt)} in cycle ${cycle}.`,
    table(
      [{ title: '' }, { title: 'amount', align: 'right' }],
      [
        [`balance at the connection (read on ${document.openingAsOf})`, money(document.opening)],
        [paymentWords[clearing], money(document.payments)],
        ['transfers recorded since', money(document.transfers)],
        ['expected balance', money(document.expected)],
        ['QuickBooks’ balance', money(document.balance)],
        ['difference', money(document.difference)],
      ],
    ),
    ...(lines.length === 0 ? ['Everything has cleared.'] : [reasons(document), lineTable(lines)]),
  ].join('\n\n');
}

/** “Since the connection the balance has changed by -70.00: on its way -50.00, QuickBooks only -20.00.” */
function reasons({ lines }: ProvenAccount): string {
  const parts = (Object.keys(clearingWords) as ClearingReason[]).flatMap((reason) => {
    const mine = lines.filter((line) => line.reason === reason);
    return mine.length === 0 ? [] : [`${clearingWords[reason]} ${money(sumOf(mine))}`];
  });
  return `Since the connection the balance has changed by ${money(sumOf(lines))}, ${many(lines.length, 'line')}: ${parts.join(', ')}.`;
}

const sumOf = (lines: readonly ClearingLineShown[]): string => sumOfMoney(lines.map(({ amount }) => amount));

const lineTable = (lines: readonly ClearingLineShown[]): string =>
  table(
    [
      { title: 'record', wraps: true },
      { title: 'date' },
      { title: 'amount', align: 'right' },
      { title: 'why' },
      { title: 'what happened, what to do', wraps: true },
    ],
    lines.map(({ word, name, date, amount, reason, sentence, cure }) => [
      name === '' ? word : `${word} ${name}`,
      date ?? '',
      money(amount),
      clearingWords[reason],
      `${sentence} → ${cure}`,
    ]),
  );

export function clearingCsv({ accounts }: ClearingDocument): string {
  return csv([
    [
      'as of', 'account', 'record', 'number', 'date', 'amount', 'reason', 'what happened', 'what to do', 'id in QuickBooks',
      'id in Bill.com',
    ],
    ...accounts.flatMap(({ asOf, name, clearing, opening, payments, transfers, expected, balance, lines }) => {
      const total = (what: string, amount: string): string[] =>
        [asOf, name, what, '', '', amount, '', '', '', '', ''];
      return [
        total('balance at the connection', opening),
        total(paymentWords[clearing], payments),
        total('transfers recorded since', transfers),
        total('expected balance', expected),
        total('QuickBooks’ balance', balance),
        ...lines.map((line) => [
          asOf, name, line.word, line.name, line.date ?? '', line.amount, clearingWords[line.reason], line.sentence,
          line.cure, line.records.quickbooks?.id ?? '', line.records.billcom?.id ?? '',
        ]),
      ];
    }),
  ]); // prettier-ignore
}
