import type { Book, CanonicalFields, CanonicalLine } from '../../../../src/entities/definition';
import { books } from '../../../../src/entities/definition';
import { cents, linesOf, money, type Row } from '../documents/book';
import { appliedOf, status } from './books';
import type { Receivables } from './model';
import type { Step } from './steps';

/** What each step is in the books: people at both of them, and customers who pay. */

const numbers = ['1001', '1002', 'INV-2026-000017', null];
const days = ['2026-06-01', '2026-06-02', '2026-06-15'];
const rates = ['10', '25.5', '0', '333.335', '10'];
const memos = ['one', 'two', null];

const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];
const letter = (book: Book): string => (book === 'quickbooks' ? 'q' : 'b');

function line(book: Book, pick: number): CanonicalLine {
  const rate = at(rates, pick) ?? '1';
  const isWhole = pick % 3 !== 0;
  const amount = Math.round(Number(rate) * 100 * (isWhole ? 2 : 1));
  return {
    ...{ item: `${letter(book)}-labor`, description: pick % 2 === 0 ? 'Work' : null, class: null },
    ...(isWhole
      ? { quantity: '2', rate, amount: money(amount) }
      : { quantity: null, rate: String(Number(money(amount))), amount: money(amount) }),
    isTaxed: pick % 2 === 0,
  };
}
const linesFor = (book: Book, pick: number): CanonicalLine[] =>
  Array.from({ length: 1 + (pick % 2) }, (_, index) => line(book, pick + index));

/** A number as people can type it there, and Bill.com insists on one. */
const numberFor = (book: Book, pick: number): string | null => {
  const number = at(numbers, pick) ?? null;
  return book === 'billcom' ? (number ?? 'N/A') : number && number.slice(0, 11);
};
const invoice = (book: Book, customer: number, pick: number): CanonicalFields => ({
  ...{ name: numberFor(book, pick), customer: `${letter(book)}-${customer}`, date: at(days, pick) ?? null },
  ...{ dueDate: '2026-07-15', terms: null, memo: at(memos, pick) ?? null, toBeEmailed: false },
  taxItem: pick % 3 === 0 ? `${letter(book)}-tax` : null,
  lines: linesFor(book, pick),
});

export function perform(model: Receivables, taken: Step): void {
  const { quickbooks, billcom } = model.books;
  switch (taken.do) {
    case 'sync':
      return void model.round(taken.fates);
    case 'answer':
      return model.answer();
    case 'invoice':
      return void model.books[taken.book].add('invoice', invoice(taken.book, taken.customer, taken.pick));
    case 'both':
      for (const side of books) model.books[side].add('invoice', invoice(side, taken.customer, taken.pick));
      return;
    case 'edit': {
      const row = at(model.books[taken.book].living('invoice'), taken.at);
      if (row) model.edit(taken.book, 'invoice', row.id, change(taken.book, taken.field, taken.pick));
      return;
    }
    case 'remove': {
      const row = at(model.books[taken.book].living('invoice'), taken.at);
      if (!row || model.books[taken.book].takenOf(row.id) > 0) return;
      if (taken.book === 'quickbooks' && taken.isVoid) quickbooks.void('invoice', row.id);
      else row.isDeleted = true;
      return;
    }
    case 'receive':
      return receive(model, taken);
    case 'move':
      return move(at(billcom.all('receivedPayment'), taken.at), taken.to);
    case 'apply':
      return apply(model, taken.at, taken.to);
    case 'receiveByHand': {
      const open = at(
        quickbooks.living('invoice').filter((row) => quickbooks.openOf(row) > 0),
        taken.at,
      );
      if (open) quickbooks.add('receivedPayment', byHand(open, money(quickbooks.openOf(open))));
      return;
    }
    case 'touchPayment': {
      const row = at(quickbooks.living('receivedPayment'), taken.at);
      if (!row) return;
      if (taken.how === 0) quickbooks.remove('receivedPayment', row.id);
      else if (taken.how === 1) model.edit('quickbooks', 'receivedPayment', row.id, { memo: 'Ours' });
      else if (row.status === undefined) {
        row.status = 'deposited';
        row.version += 1;
      }
      return;
    }
    case 'credit':
      return credit(model, taken.at, taken.share);
  }
}

function change(book: Book, field: number, pick: number): CanonicalFields {
  const changes: readonly CanonicalFields[] = [
    { lines: linesFor(book, pick) },
    { date: at(days, pick) ?? null },
    { memo: at(memos, pick) ?? null },
    { name: numberFor(book, pick) },
    { taxItem: pick % 2 === 0 ? `${letter(book)}-tax` : null },
    { dueDate: '2026-08-01', memo: 'later' },
  ];
  return at(changes, field) ?? {};
}

/** One or two invoices of a customer, in full or in part; now and then there is more money than they take. */
function receive(
  model: Receivables,
  { at: index, share, isScheduled }: Extract<Step, { do: 'receive' }>,
): void {
  const { billcom } = model.books;
  const open = billcom.living('invoice').filter((row) => billcom.openOf(row) > 0);
  const first = at(open, index);
  if (!first) return;
  const second = open.find((row) => row !== first && row.fields.customer === first.fields.customer);
  const left = billcom.openOf(first);
  const lines = [
    { invoice: first.id, amount: money(share % 3 === 0 ? Math.ceil(left / 2) : left) },
    ...(second && share % 2 === 1 ? [{ invoice: second.id, amount: money(billcom.openOf(second)) }] : []),
  ].sort((one, two) => (one.invoice < two.invoice ? -1 : 1));
  const applied = lines.reduce((sum, { amount }) => sum + cents(amount), 0);
  billcom.add(
    'receivedPayment',
    payment(first, lines, money(applied + (share === 5 ? 5_000 : 0)), `R-${index}${share}`),
    {
      status: isScheduled ? status.scheduled : status.paid,
    },
  );
}

const payment = (
  { fields }: Row,
  applications: CanonicalLine[],
  total: string,
  name: string | null,
): CanonicalFields => ({
  ...{ name, customer: fields.customer ?? null, receivablesAccount: null, account: 'b-clearing' },
  ...{ date: '2026-06-20', total, method: null, memo: 'Bill.com ACH payment', applications },
});

/** The moves that there are in the life of a payment (reference page §7.14). */
function move(paid: Row | undefined, to: number): void {
  if (!paid) return;
  const moves: Readonly<Record<string, readonly string[]>> = {
    [status.scheduled]: [status.paid, status.canceled],
    [status.paid]: [status.void],
  };
  const next = at(moves[paid.status ?? ''] ?? [], to);
  if (next !== undefined) paid.status = next;
}

/** A paid payment is applied to another invoice of its customer, as far as there is room, or to none. */
function apply(model: Receivables, index: number, to: number): void {
  const { billcom } = model.books;
  const row = at(
    billcom.living('receivedPayment').filter((each) => each.status === status.paid),
    index,
  );
  if (!row) return;
  const invoices = billcom.living('invoice').filter((each) => each.fields.customer === row.fields.customer);
  const wanted = to === 0 ? undefined : at(invoices, to);
  const room = wanted ? Math.min(billcom.openOf(wanted, row.id), cents(row.fields.total)) : 0;
  const kept =
    to % 2 === 1 ? linesOf(row, 'applications').filter(({ invoice: id }) => id !== wanted?.id) : [];
  const used = appliedOf({ fields: { applications: kept } });
  const more = Math.min(room, cents(row.fields.total) - used);
  const lines = [...kept, ...(wanted && more > 0 ? [{ invoice: wanted.id, amount: money(more) }] : [])];
  model.edit('billcom', 'receivedPayment', row.id, {
    applications: lines.sort((one, two) => (String(one.invoice) < String(two.invoice) ? -1 : 1)),
  });
}

const byHand = (open: Row, amount: string): CanonicalFields => ({
  ...payment(open, [{ invoice: open.id, amount }], amount, '1044'),
  ...{ account: 'q-undeposited', date: '2026-06-21', memo: null },
});

/** A credit memo takes all or half of what is open on an invoice of QuickBooks. */
function credit({ books: { quickbooks } }: Receivables, index: number, share: number): void {
  const open = at(
    quickbooks.living('invoice').filter((row) => quickbooks.openOf(row) > 0),
    index,
  );
  if (!open) return;
  const sum = share % 2 === 0 ? quickbooks.openOf(open) : Math.ceil(quickbooks.openOf(open) / 2);
  const { customer = null } = open.fields;
  const made = quickbooks.add('creditMemo', {
    name: `CM-${share}`,
    customer,
    date: '2026-06-18',
    total: money(sum),
  });
  if ('id' in made) quickbooks.credits.push({ memo: made.id, invoice: open.id, cents: sum });
}
