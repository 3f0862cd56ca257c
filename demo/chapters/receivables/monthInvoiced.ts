import { centsOf, dollars } from '../../checks/documents';
import { shortened, totalHere } from '../../checks/receivables/books';
import { company } from '../../data/company';
import { daysAfter, todayIn } from '../../data/days';
import type { MonthInvoice } from '../../data/monthOfInvoices';
import { billcomInvoice, invoiceAdd } from '../../data/receivables';
import { chapter, gap, item, many, seconds, tell } from '../../say';
import type { PreviewDocument } from '../../world/documents';
import type { Stage } from '../../world/stage';
import { heldNow, syncNow } from '../played';
import { fullNameHere, namesOf } from './names';

/** How many invoices a bookkeeper types in before QuickBooks is asked to save them. */
const AT_ONCE = 50;

/** Rules 1 and 3: invoices are made in either book; QuickBooks' go over from the start date on. */
export async function monthInvoiced(stage: Stage): Promise<void> {
  chapter('10  A month of invoices, made in both books');
  const { receivablesSince } = stage.company;
  stage.receivablesSince = receivablesSince;
  const month = await entered(stage);
  const from = (where: MonthInvoice['entered']): number =>
    month.filter((each) => each.entered === where).length;
  tell(
    `${many(month.length, 'invoice')} of one month: ${from('quickbooks')} are made in QuickBooks, with subtotals, groups, discounts, retainage, percentages and sales tax, half of them to jobs; ${from('billcom')} in Bill.com; ${from('both')} by two people in both.`,
  );
  tell(
    'Invoices can be made on either side. An invoice of Bill.com may be changed there until it has synced.',
  );
  gap();
  const started = Date.now();
  const { sync } = await syncNow(stage, 'a month of invoices');
  tell(
    `Cycle ${sync.cycle.number} ended after ${seconds(Date.now() - started)}: ${many(sync.applied, 'change')} written, ${sync.refused} refused.`,
  );
  await startDate(stage, month);
  await whatStands(stage, month);
}

async function entered(stage: Stage): Promise<readonly MonthInvoice[]> {
  const { simulators } = stage;
  const names = await namesOf(simulators);
  const month = stage.invoices
    .filter((each) => each.entered !== 'before')
    // A job that was moved since the story began is another customer’s now.
    .map((each) => (names.isHere(each.customer) ? each : { ...each, customer: fullNameHere(each.customer) }));
  const here = month.filter((each) => each.entered !== 'billcom').map(invoiceAdd);
  for (let at = 0; at < here.length; at += AT_ONCE)
    await simulators.typeInQuickBooks(here.slice(at, at + AT_ONCE).join(''));
  for (const each of month)
    if (each.entered !== 'quickbooks')
      await simulators.typeInBillcom('create', {
        entity: 'Invoice',
        obj: billcomInvoice(each, names.inBillcom),
      });
  return month;
}

/** What stays, what the product says of it, and what moving the day would bring. */
async function startDate(stage: Stage, month: readonly MonthInvoice[]): Promise<void> {
  const { tieout, company: named } = stage;
  gap();
  tell(
    `The company was connected on ${stage.receivablesSince}: invoices of QuickBooks dated before that day stay there, whenever they were made. Where somebody looks for one, it says so:`,
  );
  const [older] = stage.invoices.filter(({ entered: where }) => where === 'before');
  await lookedFor(stage, older?.number ?? '');
  const firstDay = month.map(({ date }) => date).sort()[0] ?? daysAfter(todayIn(company.zone), -29);
  const what = `receivablesSince=${firstDay}`;
  const shown = await tieout.run<Pick<PreviewDocument, 'operations'>>(
    ['company', 'set', named.company, what, '--preview', '--json'],
    { shown: 'lines' },
  );
  const come = shown.operations.filter(
    ({ entity, book, action }) => entity === 'invoice' && book === 'billcom' && action === 'create',
  );
  tell(
    `The administrator wants the whole month. Moved back to ${firstDay}, the next sync would bring ${many(come.length, 'invoice')} to Bill.com; nothing is saved yet.`,
  );
  await tieout.run(['company', 'set', named.company, what, '--yes', '--json'], { shown: 'lines' });
  stage.receivablesSince = firstDay;
  gap();
  const { sync } = await syncNow(stage, 'the month of invoices from its first day', '4m');
  tell(`Cycle ${sync.cycle.number}: ${many(sync.applied, 'change')} written, ${sync.refused} refused.`);
}

async function lookedFor({ tieout, company: named }: Stage, number: string): Promise<void> {
  const { records } = await tieout.run<{
    records: readonly { record: string; because: readonly { sentence: string; cure: string }[] }[];
  }>(['find', named.company, number, '--json'], { shown: 'lines' });
  for (const { record, because } of records)
    for (const { sentence } of because)
      item(`${record.replace(/^./, (first) => first.toUpperCase())}. ${sentence}`);
}

/** From the books. */
async function whatStands(stage: Stage, month: readonly MonthInvoice[]): Promise<void> {
  const { quickbooks, billcom } = await stage.simulators.receivables();
  const here = new Set(quickbooks.invoice.map(({ RefNumber }) => String(RefNumber)));
  const there = new Set(billcom.invoice.map(({ invoiceNumber }) => shortened(invoiceNumber)));
  const inBoth = month.filter(({ number }) => here.has(shortened(number)) && there.has(shortened(number)));
  item(`${inBoth.length} of the ${month.length} are in both books by their number.`, '✓');
  const holds = (await heldNow(stage)).filter(({ entity }) => entity === 'invoice');
  for (const { sentence } of holds.slice(0, 3)) item(sentence);
  if (holds.length > 3) item(`and ${holds.length - 3} more are held with their reason`);
  const taxed = holds.find(
    ({ book, sentence }) => book === 'billcom' && /sales tax would come to/.test(sentence),
  );
  if (taxed) {
    tell(
      'QuickBooks rounds each tax of a group by itself, Bill.com all of them once. What would differ waits:',
    );
    item(taxed.sentence);
    item(`What to do: ${taxed.cure}`, '→', '      ');
  }
  const grouped = quickbooks.invoice.find(({ InvoiceLineGroupRet }) => InvoiceLineGroupRet !== undefined);
  const twin = billcom.invoice.find(({ invoiceNumber }) => invoiceNumber === grouped?.RefNumber);
  if (grouped && twin)
    item(
      `The invoice ${String(grouped.RefNumber)} with a group comes to ${dollars(totalHere(grouped))} in QuickBooks and, in plain lines, to ${dollars(centsOf(twin.amount))} in Bill.com.`,
      '✓',
    );
  const long = quickbooks.invoice.find(({ Memo }) => /CASCADE-2026/.test(String(Memo)));
  if (long)
    item(
      `A number that is longer than QuickBooks’ 11 characters is “${String(long.RefNumber)}” there, with the memo “${String(long.Memo)}”.`,
      '✓',
    );
}
