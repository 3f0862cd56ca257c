import { centsOf, dollars, type BillcomDocument, type QuickBooksTransaction } from '../../checks/documents';
import type { BillcomRow, QuickBooksRow } from '../../checks/evidence';
import { elementsOf } from '../../checks/evidence';
import { linesThere } from '../../checks/receivables/books';
import { chapter, gap, item, many, tell } from '../../say';
import type { HoldDocument } from '../../world/documents';
import { pause } from '../../world/http';
import type { Stage } from '../../world/stage';
import { heldNow, syncNow } from '../played';
import { Person } from '../typing';
import { fullNameHere, namesOf } from './names';
import { idsOfPairs } from './pairs';

/** Rules 2, 4, 5 and 8, each shown once. */
export async function invoiceRules(stage: Stage): Promise<void> {
  chapter('13  Who may change an invoice, duplicates, e-mails, status');
  const open = await openPairs(stage);
  const [edited, changed] = open;
  if (!edited || !changed) throw new Error('no invoice is open in both books');
  await editInBillcom(stage, edited.there);
  const customer = await changeInQuickBooks(stage, changed.here);
  const older = await makeOlderAgain(stage);
  tell('Before the next sync:');
  item(
    `in Bill.com the price of a line of the synced invoice ${String(edited.there.invoiceNumber)} is changed`,
  );
  item(
    `in QuickBooks the memo of the invoice ${String(changed.here.RefNumber)} and the e-mail address of “${customer}” are changed`,
  );
  item(`the older invoice ${older.number}, which never comes over, is made again by hand in Bill.com`);
  gap();
  const { sync } = await syncNow(stage, 'the rules of invoices');
  tell(`Cycle ${sync.cycle.number}: ${many(sync.applied, 'change')} written, ${sync.refused} refused.`);
  const holds = await heldNow(stage);
  await whatWentOver(stage, changed);
  const edit = heldOf(holds, [edited.there.id, edited.here.TxnID]);
  const twice = heldOf(holds, [older.row.id]);
  gap();
  tell('After the first sync only QuickBooks changes an invoice. What was changed in Bill.com is not lost:');
  told(edit);
  tell('An older invoice that is made again is a duplicate of the one in QuickBooks:');
  told(twice);
  await decide(stage, edited, older.number);
  await emails(stage);
}

export interface Pair {
  readonly here: QuickBooksTransaction;
  readonly there: BillcomDocument;
}

/** Unpaid invoices of plain lines that are in both books, made in QuickBooks. */
export async function openPairs({ simulators }: Stage): Promise<Pair[]> {
  const { quickbooks, billcom } = await simulators.receivables();
  const ids = idsOfPairs(quickbooks.invoice, billcom.invoice);
  return billcom.invoice.flatMap((there): Pair[] => {
    const here = quickbooks.invoice.find(({ TxnID }) => TxnID === ids.get(there.id));
    const isPlain =
      here?.InvoiceLineGroupRet === undefined &&
      centsOf(there.salesTaxTotal) === 0 &&
      linesThere(there).length === 1 &&
      there.paymentStatus === '1';
    return here && isPlain && /^\d+$/.test(String(here.RefNumber)) ? [{ here, there }] : [];
  });
}

async function editInBillcom({ simulators }: Stage, { id, ...row }: BillcomDocument): Promise<void> {
  const [line] = linesThere({ id, ...row });
  if (!line) throw new Error('the invoice has no lines');
  await simulators.typeInBillcom('update', {
    entity: 'Invoice',
    obj: { id, invoiceLineItems: [{ ...plainLine(line), price: Number(line.price) + RAISED }] },
  });
}

/** What people type of a line. */
const plainLine = ({ itemId, quantity, price, description, taxable }: BillcomRow): object => ({
  ...{ itemId, price, description, taxable },
  ...(quantity === null ? {} : { quantity }),
});

/** @returns the customer’s name. */
async function changeInQuickBooks(stage: Stage, invoice: QuickBooksTransaction): Promise<string> {
  const { simulators } = stage;
  await simulators.atQuickBooks('edit', {
    entity: 'Invoice',
    record: invoice.TxnID,
    fields: { Memo: NEW.memo },
  });
  const { quickbooks } = await simulators.books();
  const name = fullNameHere(String((invoice.CustomerRef as { FullName?: string } | undefined)?.FullName));
  const customer = quickbooks.customer.find(({ FullName }) => FullName === name) as QuickBooksRow;
  const person = new Person(simulators);
  await person.changeInQuickBooks(
    'Customer',
    'customer',
    customer,
    { Email: NEW.email },
    'a new e-mail address',
  );
  stage.edits = [...stage.edits, ...person.edits];
  return name;
}

/** Dollars on the price of a line. */
const RAISED = 10;
const NEW = { memo: 'Second request', email: 'accounts@new-owner.example' } as const;

async function makeOlderAgain(stage: Stage): Promise<{ readonly number: string; readonly row: BillcomRow }> {
  const names = await namesOf(stage.simulators);
  const { quickbooks } = await stage.simulators.receivables();
  const older = stage.invoices.find(
    ({ entered, customer }) => entered === 'before' && names.isHere(customer) && !customer.includes(':'),
  );
  const here = quickbooks.invoice.find(({ RefNumber }) => RefNumber === older?.number);
  const [line] = elementsOf(here?.InvoiceLineRet) as readonly QuickBooksRow[];
  if (!older || !here || !line) throw new Error('there is no older invoice');
  const row = await stage.simulators.typeInBillcom('create', {
    entity: 'Invoice',
    obj: {
      customerId: names.inBillcom('Customer', older.customer),
      invoiceNumber: older.number,
      invoiceDate: older.date,
      dueDate: older.dueDate,
      invoiceLineItems: [
        {
          itemId: names.inBillcom('Item', String((line.ItemRef as { FullName?: string }).FullName)),
          price: Number(line.Amount),
          description: 'As in QuickBooks',
        },
      ],
    },
  });
  return { number: older.number, row };
}

function heldOf(holds: readonly HoldDocument[], ids: readonly string[]): HoldDocument {
  const held = holds.find(({ entity, recordId }) => entity === 'invoice' && ids.includes(recordId));
  if (!held) throw new Error(`The invoice ${ids.join(' = ')} should be held.`);
  return held;
}

function told({ sentence, cure }: HoldDocument): void {
  item(sentence);
  item(`What to do: ${cure}`, '→', '      ');
}

/** Bill.com picks up any change to invoices and customers. */
async function whatWentOver({ simulators }: Stage, { there }: Pair): Promise<void> {
  const { billcom } = await simulators.receivables();
  const { billcom: lists } = await simulators.books();
  const row = billcom.invoice.find(({ id }) => id === there.id);
  const customer = lists.customer.find(({ email }) => email === NEW.email);
  if (row?.description === NEW.memo && customer)
    item(
      'Bill.com has picked up what was changed in QuickBooks: the invoice’s text and the customer’s address.',
      '✓',
    );
}

/** The same change is made in QuickBooks, and its older invoice makes way for that of Bill.com. */
async function decide(stage: Stage, { here, there }: Pair, older: string): Promise<void> {
  const { simulators } = stage;
  gap();
  const [line] = elementsOf(here.InvoiceLineRet) as readonly QuickBooksRow[];
  const price = Number(linesThere(there)[0]?.price) + RAISED;
  await simulators.atQuickBooks('edit', {
    entity: 'Invoice',
    record: here.TxnID,
    fields: { InvoiceLineMod: [{ TxnLineID: line?.TxnLineID, Rate: price.toFixed(3) }] },
  });
  await simulators.atQuickBooks('delete', { entity: 'Invoice', record: older });
  tell(`The price is changed in QuickBooks too, and the old ${older} is deleted there.`);
  const { sync } = await syncNow(stage, 'two decisions about invoices');
  const { quickbooks } = await simulators.receivables();
  const again = quickbooks.invoice.find(({ RefNumber }) => RefNumber === older);
  tell(`Cycle ${sync.cycle.number}: ${many(sync.applied, 'change')} written.`);
  if (!(await heldNow(stage)).some(({ recordId }) => [here.TxnID, there.id].includes(recordId)))
    item(`The invoice ${String(here.RefNumber)} says the same in both books again.`, '✓');
  if (again) item(`Bill.com’s ${older} is in QuickBooks now, without another decision.`, '✓');
}

interface EmailsDocument {
  readonly emails: readonly {
    readonly number: string | null;
    readonly customer: string | null;
    readonly total: string | null;
    readonly address: string | null;
    readonly canBeSent: boolean;
    readonly state: string | null;
    readonly words: string;
  }[];
}

/** Longer than five e-mails take at the five a minute that Bill.com sends. */
const LOOKS = 60;

/** What QuickBooks marks as “Email Later” is offered; Bill.com sends what somebody asks for. */
async function emails({ tieout, company }: Stage): Promise<void> {
  gap();
  const list = (...more: string[]) =>
    tieout.run<EmailsDocument>(
      ['emails', company.company, ...more, '--json'],
      more.length > 0 ? { shown: 'lines' } : {},
    );
  const { emails: offered } = await list();
  const ready = offered.filter(({ canBeSent }) => canBeSent);
  const [first] = ready;
  tell(
    `${many(offered.length, 'invoice')} of QuickBooks ${offered.length === 1 ? 'is' : 'are'} marked to be e-mailed, and nothing is sent unless somebody asks. The bookkeeper sends one:`,
  );
  if (!first?.number) throw new Error('no invoice can be e-mailed');
  await list('--send', first.number);
  for (let look = 0; look < LOOKS; look += 1) {
    const now = (await list()).emails.find(({ number }) => number === first.number);
    if (now?.state === 'sent') {
      item(
        `The invoice ${first.number} of ${first.customer ?? ''} over ${dollars(centsOf(first.total))}: ${now.words}.`,
        '✓',
      );
      return;
    }
    await pause(500);
  }
  throw new Error(`the invoice ${first.number} was not sent`);
}
