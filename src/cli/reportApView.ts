import { bookTitle } from '../entities/definition';
import { sumOfMoney } from '../entities/money';
import type { DifferenceLine, TakenTieOut, VendorLine } from '../ledger/tieOutReport';
import type { Reason } from '../reconcile/tieout/entries';
import { csv } from './csv';
import { many, table } from './output';
import { moment } from './time';

/** Accounts payable in both books: the document for programs, and the same for people. Pure. */
export interface ApDocument extends Omit<TakenTieOut, 'cycle'> {
  readonly company: string;
  readonly cycle: number;
  readonly vendors: readonly VendorDocument[];
}
export interface VendorDocument extends Omit<VendorLine, 'position'> {
  readonly differences: readonly Omit<DifferenceLine, 'vendor'>[];
}

/** @param part only vendors whose name has this in it */
export function apDocument(
  company: string,
  taken: TakenTieOut,
  lines: { readonly vendors: readonly VendorLine[]; readonly differences: readonly DifferenceLine[] },
  part?: string,
): ApDocument {
  const isAsked = ({ name }: VendorLine): boolean =>
    part === undefined || name.toLowerCase().includes(part.toLowerCase());
  return {
    company,
    ...taken,
    vendors: lines.vendors.filter(isAsked).map(({ position, ...vendor }) => ({
      ...vendor,
      differences: lines.differences
        .filter((line) => line.vendor === position)
        .map(({ vendor: _vendor, ...difference }) => difference),
    })),
  };
}

/** Why the books differ, in a word or two. */
export const reasonWords: Readonly<Record<Reason, string>> = {
  timing: 'timing',
  held: 'held',
  failed: 'failed',
  changed: 'changed on one side',
  beforeConnection: 'before the connection',
  quickbooksOnly: 'QuickBooks only',
  billcomOnly: 'Bill.com only',
  notPosted: 'not posted, by rule',
  unexplained: 'unexplained',
};

/** 12345.67 → 12,345.67 */
export const money = (amount: string): string => amount.replace(/\B(?=(\d{3})+(?=\.))/g, ',');

export function apText(document: ApDocument): string {
  const { company, asOf, takenAt, cycle, vendors, problem, notes } = document;
  const differing = vendors.filter(({ differences }) => differences.length > 0);
  const agreeing = vendors.filter(({ differences }) => differences.length === 0);
  return [
    `Accounts payable of “${company}” as of ${asOf}, tied out ${moment(takenAt)} in cycle ${cycle}.`,
    totals(document),
    ...(differing.length === 0 ? ['Every vendor agrees.'] : [reasons(differing), differenceTable(differing)]),
    ...(agreeing.length === 0 || differing.length === 0
      ? []
      : [`${many(agreeing.length, 'other vendor')} ${agreeing.length === 1 ? 'agrees' : 'agree'}.`]),
    ...notes,
    ...(problem === null
      ? []
      : [`QuickBooks’ own figures are missing, so its side is what its records come to. ${problem}`]),
  ].join('\n\n');
}

function totals({
  quickbooks,
  billcom,
  difference,
  scheduledQuickbooks,
  scheduledBillcom,
}: ApDocument): string {
  const isScheduled = scheduledQuickbooks !== '0.00' || scheduledBillcom !== '0.00';
  return table(
    [
      { title: '' },
      { title: bookTitle.quickbooks, align: 'right' },
      { title: bookTitle.billcom, align: 'right' },
      { title: 'difference', align: 'right' },
    ],
    [
      ['owed', money(quickbooks), money(billcom), money(difference)],
      ...(isScheduled
        ? [['scheduled payments, not counted yet', money(scheduledQuickbooks), money(scheduledBillcom), '']]
        : []),
    ],
  );
}

/** “held 300.00, QuickBooks only 45.67” */
function reasons(vendors: readonly VendorDocument[]): string {
  const lines = vendors.flatMap(({ differences }) => differences);
  const parts = (Object.keys(reasonWords) as Reason[]).flatMap((reason) => {
    const mine = lines.filter((line) => line.reason === reason);
    if (mine.length === 0) return [];
    return [`${reasonWords[reason]} ${money(sumOfMoney(mine.map(({ difference }) => difference)))}`];
  });
  return `${many(lines.length, 'difference')}: ${parts.join(', ')}.`;
}

function differenceTable(vendors: readonly VendorDocument[]): string {
  return table(
    [
      { title: 'vendor', wraps: true },
      { title: 'QuickBooks', align: 'right' },
      { title: 'Bill.com', align: 'right' },
      { title: 'difference', align: 'right' },
      { title: 'why' },
      { title: 'what happened, what to do', wraps: true },
    ],
    vendors.flatMap(({ name, quickbooks, billcom, difference, differences }) => [
      [name, money(quickbooks), money(billcom), money(difference), '', ''],
      ...differences.map((line) => [
        `  ${recordWords(line)}`,
        money(line.quickbooks),
        money(line.billcom),
        money(line.difference),
        reasonWords[line.reason],
        `${line.sentence} → ${line.cure}`,
      ]),
    ]),
  );
}

const recordWords = ({ word, name }: Pick<DifferenceLine, 'word' | 'name'>): string =>
  name === '' ? word : `${word} ${name}`;

export const apCsv = ({ asOf, vendors }: ApDocument): string =>
  csv([
    [
      'as of', 'vendor', 'record', 'number', 'date', 'QuickBooks', 'Bill.com', 'difference', 'reason', 'what happened',
      'what to do', 'id in QuickBooks', 'id in Bill.com',
    ],
    ...vendors.flatMap(({ name, quickbooks, billcom, difference, quickbooksId, billcomId, differences }) =>
      differences.length === 0
        ? [[asOf, name, '', '', '', quickbooks, billcom, difference, 'agrees', '', '', quickbooksId ?? '', billcomId ?? '']]
        : differences.map((line) => [
            asOf, name, line.word, line.name, line.date ?? '', line.quickbooks, line.billcom, line.difference,
            reasonWords[line.reason], line.sentence, line.cure, line.records.quickbooks?.id ?? '', line.records.billcom?.id ?? '',
          ]),
    ),
  ]); // prettier-ignore

/** The line of “tieout status”. */
export function tieOutWords(taken: TakenTieOut, company: string): string {
  const when = `as of ${taken.asOf}, tied out ${moment(taken.takenAt)}`;
  return taken.agrees
    ? `A/P agrees: ${money(taken.quickbooks)} in both ${when}`
    : `A/P differs by ${money(taken.difference)} (QuickBooks ${money(taken.quickbooks)}, Bill.com ${money(taken.billcom)}) ${when}: tieout report ap ${company}`;
}
