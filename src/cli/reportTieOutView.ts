import { capital } from '../words/stepProgress';
import { bookTitle } from '../entities/definition';
import { sumOfMoney } from '../entities/money';
import { money } from '../words/money';
import type { DifferenceLine, PartyLine, TakenTieOut } from '../ledger/tieOutReport';
import type { Reason } from '../reconcile/tieout/entries';
import type { Side } from '../reconcile/tieout/sides';
import { csv } from '../words/csv';
import { table } from './output';
import { moment } from '../words/time';
import { many } from '../words/counted';

/** Accounts payable or receivable in both books: the document for programs, and the same for people. Pure. */
export interface TieOutDocument extends TakenTieOut {
  readonly company: string;
  /** Shown to programs under the word for them: `vendors`, `customers`. */
  readonly parties: readonly PartyDocument[];
}
export interface PartyDocument extends Omit<PartyLine, 'position'> {
  readonly differences: readonly Omit<DifferenceLine, 'party'>[];
}

/** @param part only parties whose name has this in it */
export function tieOutDocument(
  company: string,
  taken: TakenTieOut,
  lines: { readonly parties: readonly PartyLine[]; readonly differences: readonly DifferenceLine[] },
  part?: string,
): TieOutDocument {
  const isAsked = ({ name }: PartyLine): boolean =>
    part === undefined || name.toLowerCase().includes(part.toLowerCase());
  return {
    company,
    ...taken,
    parties: lines.parties.filter(isAsked).map(({ position, ...party }) => ({
      ...party,
      differences: lines.differences
        .filter((line) => line.party === position)
        .map(({ party: _party, ...difference }) => difference),
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
  beforeStart: 'before the start date',
  quickbooksOnly: 'QuickBooks only',
  billcomOnly: 'Bill.com only',
  notPosted: 'not posted, by rule',
  unexplained: 'unexplained',
};

export function tieOutText(side: Side, document: TieOutDocument): string {
  const { company, asOf, takenAt, cycle, parties, problem, notes } = document;
  const [differing, agreeing] = [shownFully(parties), parties.filter((each) => !differs(each))];
  const others = agreeing.filter((each) => !differing.includes(each));
  return [
    `${capital(side.title)} of “${company}” as of ${asOf}, tied out ${moment(takenAt)} in cycle ${cycle}.`,
    totals(side, document),
    ...(differing.length === 0
      ? [`Every ${side.party} agrees.`]
      : [reasons(differing), differenceTable(side, differing)]),
    ...(others.length === 0 || differing.length === 0
      ? []
      : [`${many(others.length, `other ${side.party}`)} ${others.length === 1 ? 'agrees' : 'agree'}.`]),
    ...notes,
    ...(problem === null
      ? []
      : [`QuickBooks’ own figures are missing, so its side is what its records come to. ${problem}`]),
  ].join('\n\n');
}

const differs = ({ differences }: PartyDocument): boolean => differences.length > 0;

/** What differs, and the customers of jobs that do. */
function shownFully(parties: readonly PartyDocument[]): PartyDocument[] {
  const byName = new Map(parties.map((each) => [each.name, each]));
  const shown = new Set<PartyDocument>();
  const show = (party: PartyDocument | undefined): void => {
    if (party === undefined || shown.has(party)) return;
    shown.add(party);
    if (party.jobOf !== null) show(byName.get(party.jobOf));
  };
  for (const party of parties.filter(differs)) show(party);
  return parties.filter((each) => shown.has(each));
}

function totals(
  side: Side,
  { quickbooks, billcom, difference, scheduledQuickbooks, scheduledBillcom }: TieOutDocument,
): string {
  const isScheduled = scheduledQuickbooks !== '0.00' || scheduledBillcom !== '0.00';
  return table(
    [
      { title: '' },
      { title: bookTitle.quickbooks, align: 'right' },
      { title: bookTitle.billcom, align: 'right' },
      { title: 'difference', align: 'right' },
    ],
    [
      [side.total, money(quickbooks), money(billcom), money(difference)],
      ...(isScheduled
        ? [['scheduled payments, not counted yet', money(scheduledQuickbooks), money(scheduledBillcom), '']]
        : []),
    ],
  );
}

/** “held 300.00, QuickBooks only 45.67” */
function reasons(parties: readonly PartyDocument[]): string {
  const lines = parties.flatMap(({ differences }) => differences);
  const parts = (Object.keys(reasonWords) as Reason[]).flatMap((reason) => {
    const mine = lines.filter((line) => line.reason === reason);
    if (mine.length === 0) return [];
    return [`${reasonWords[reason]} ${money(sumOfMoney(mine.map(({ difference }) => difference)))}`];
  });
  return `${many(lines.length, 'difference')}: ${parts.join(', ')}.`;
}

function differenceTable(side: Side, parties: readonly PartyDocument[]): string {
  return table(
    [
      { title: side.party, wraps: true },
      { title: 'QuickBooks', align: 'right' },
      { title: 'Bill.com', align: 'right' },
      { title: 'difference', align: 'right' },
      { title: 'why' },
      { title: 'what happened, what to do', wraps: true },
    ],
    parties.flatMap(({ name, quickbooks, billcom, difference, withJobs, differences }) => [
      ...(withJobs === null
        ? []
        : [
            [
              `${name}, with its jobs`,
              money(withJobs.quickbooks),
              money(withJobs.billcom),
              money(withJobs.difference),
              '',
              '',
            ],
          ]),
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

/** A line for each party that agrees, and for each difference; the totals of customers with jobs are left to the sheet. */
export const tieOutCsv = (side: Side, { asOf, parties }: TieOutDocument): string =>
  csv([
    [
      'as of', side.party, 'record', 'number', 'date', 'QuickBooks', 'Bill.com', 'difference', 'reason', 'what happened',
      'what to do', 'id in QuickBooks', 'id in Bill.com',
    ],
    ...parties.flatMap(({ name, quickbooks, billcom, difference, quickbooksId, billcomId, differences }) =>
      differences.length === 0
        ? [[asOf, name, '', '', '', quickbooks, billcom, difference, 'agrees', '', '', quickbooksId ?? '', billcomId ?? '']]
        : differences.map((line) => [
            asOf, name, line.word, line.name, line.date ?? '', line.quickbooks, line.billcom, line.difference,
            reasonWords[line.reason], line.sentence, line.cure, line.records.quickbooks?.id ?? '', line.records.billcom?.id ?? '',
          ]),
    ),
  ]); // prettier-ignore

/** The line of “tieout status”. */
export function tieOutWords({ short, ledger }: Side, taken: TakenTieOut, company: string): string {
  const when = `as of ${taken.asOf}, tied out ${moment(taken.takenAt)}`;
  return taken.agrees
    ? `${short} agrees: ${money(taken.quickbooks)} in both ${when}`
    : `${short} differs by ${money(taken.difference)} (QuickBooks ${money(taken.quickbooks)}, Bill.com ${money(taken.billcom)}) ${when}: tieout report ${ledger} ${company}`;
}
