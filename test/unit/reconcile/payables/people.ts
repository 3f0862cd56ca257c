import type { Book, CanonicalFields, CanonicalLine } from '../../../../src/entities/definition';
import { books } from '../../../../src/entities/definition';
import { cents, linesOf, money, totalOf, type Row } from '../documents/book';
import { status } from './books';
import type { Payables } from './model';
import type { Step } from './steps';

/** What each step is in the books: people at both of them, and the bank. */

const numbers = ['A-1', 'A-2', 'N/A', 'PROJECT-2026-0000017-A', null];
const days = ['2026-06-01', '2026-06-02', '2026-06-15'];
const amounts = ['10.00', '10.00', '25.50', '0.00', '1000.01'];
const memos = ['one', 'two', null];

const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];
const letter = (book: Book): string => (book === 'quickbooks' ? 'q' : 'b');

const line = (book: Book, amount: string, pick: number): CanonicalLine => ({
  ...{
    account: `${letter(book)}-${pick % 2 === 0 ? 'rent' : 'materials'}`,
    item: null,
    quantity: null,
    amount,
  },
  ...{ memo: null, customer: null, class: null, billable: false },
});
const linesFor = (book: Book, pick: number): CanonicalLine[] =>
  Array.from({ length: 1 + (pick % 2) }, (_, index) =>
    line(book, at(amounts, pick + index) ?? '1.00', pick + index),
  );

/** A number as people can type it there, and Bill.com insists on one. */
const numberFor = (book: Book, pick: number): string | null => {
  const number = at(numbers, pick) ?? null;
  return book === 'billcom' ? (number ?? 'N/A') : number && number.slice(0, 20);
};
const purchase = (book: Book, vendor: number, pick: number): CanonicalFields => ({
  name: numberFor(book, pick),
  vendor: `${letter(book)}-${vendor}`,
  date: at(days, pick) ?? null,
  memo: at(memos, pick) ?? null,
  lines: linesFor(book, pick),
});
const bill = (book: Book, vendor: number, pick: number): CanonicalFields => ({
  ...purchase(book, vendor, pick),
  dueDate: '2026-07-15',
  terms: null,
});

export function perform(model: Payables, taken: Step): void {
  const { quickbooks, billcom } = model.books;
  switch (taken.do) {
    case 'sync':
      return void model.round(taken.fates);
    case 'answer':
      return model.answer();
    case 'decide':
      // Whether the vendor is the one of the other book.
      return model.undecided.clear();
    case 'mode':
      return model.switchMode(taken.isOn ? 'on' : 'off');
    case 'bill':
      return void model.books[taken.book].add('bill', bill(taken.book, taken.vendor, taken.pick));
    case 'both':
      for (const side of books) model.books[side].add('bill', bill(side, taken.vendor, taken.pick));
      return;
    case 'credit':
      return void model.books[taken.book].add('vendorCredit', purchase(taken.book, taken.vendor, taken.pick));
    case 'edit': {
      const row = at(model.books[taken.book].living('bill'), taken.at);
      if (row) model.edit(taken.book, 'bill', row.id, change(taken.book, taken.field, taken.pick));
      return;
    }
    case 'editCredit': {
      const row = at(model.books[taken.book].living('vendorCredit'), taken.at);
      if (row) model.edit(taken.book, 'vendorCredit', row.id, { lines: linesFor(taken.book, taken.pick) });
      return;
    }
    case 'remove':
      return remove(model, taken);
    case 'pay':
      return pay(model, taken);
    case 'move':
      return move(at(billcom.all('billPayment'), taken.at), taken.to);
    case 'payByHand': {
      const open = at(
        quickbooks.living('bill').filter((row) => quickbooks.openOf(row) > 0),
        taken.at,
      );
      const left = open ? quickbooks.openOf(open) : 0;
      const amount = taken.share % 3 === 0 ? Math.ceil(left / 2) : left;
      if (open) quickbooks.add('billPayment', byHand(open, money(amount)));
      return;
    }
    case 'payInBoth':
      return payInBoth(model, taken);
    case 'close':
      return model.close(at([undefined, undefined, ...days], taken.upTo));
    case 'applyByHand':
      return applyByHand(model, taken.at);
    case 'touchPayment': {
      const row = at(quickbooks.living('billPayment'), taken.at);
      if (!row) return;
      if (taken.how === 0) quickbooks.void('billPayment', row.id);
      else if (taken.how === 1) quickbooks.remove('billPayment', row.id);
      else model.edit('quickbooks', 'billPayment', row.id, { memo: 'Ours' });
      return;
    }
    case 'transfer':
      return transfer(model, taken.pick);
    case 'confirm': {
      const row = at(
        billcom.living('fundsTransfer').filter((each) => each.status === '0'),
        taken.at,
      );
      if (row) row.status = taken.isVoid ? '2' : '1';
    }
  }
}

function change(book: Book, field: number, pick: number): CanonicalFields {
  const changes: readonly CanonicalFields[] = [
    { lines: linesFor(book, pick) },
    { date: at(days, pick) ?? null },
    { memo: at(memos, pick) ?? null },
    { name: numberFor(book, pick) },
    { dueDate: '2026-08-01', memo: 'later' },
  ];
  return at(changes, field) ?? {};
}

/** Bill.com deletes no bill or credit that payments use; QuickBooks neither. */
function remove(model: Payables, { book, at: index, isCredit }: Extract<Step, { do: 'remove' }>): void {
  const kind = isCredit ? 'vendorCredit' : 'bill';
  const side = model.books[book];
  const row = at(side.living(kind), index);
  if (!row) return;
  if ((isCredit ? side.usedOf(row.id) : side.takenOf(row.id)) > 0) return;
  if (book === 'quickbooks' && index % 2 === 0) model.books.quickbooks.void(kind, row.id);
  else row.isDeleted = true;
}

/** One or two bills of a vendor, in full or in part, a credit beside the money now and then. */
function pay(
  model: Payables,
  { at: index, share, withCredit, status: code }: Extract<Step, { do: 'pay' }>,
): void {
  const { billcom } = model.books;
  const first = at(
    billcom.living('bill').filter((row) => billcom.openOf(row) > 0),
    index,
  );
  if (!first) return;
  const isTheirs = (row: Row): boolean => row.fields.vendor === first.fields.vendor;
  const second = billcom
    .living('bill')
    .find((row) => row !== first && isTheirs(row) && billcom.openOf(row) > 0);
  const credit = billcom
    .living('vendorCredit')
    .find((row) => isTheirs(row) && totalOf(row) > billcom.usedOf(row.id));
  const open = billcom.openOf(first);
  const use = withCredit && credit ? Math.min(open, totalOf(credit) - billcom.usedOf(credit.id)) : 0;
  const left = open - use;
  const paid = share % 3 === 0 ? Math.ceil(left / 2) : left;
  const lines = [
    ...(paid > 0 ? [{ bill: first.id, amount: money(paid) }] : []),
    ...(second && share % 2 === 1 ? [{ bill: second.id, amount: money(billcom.openOf(second)) }] : []),
  ].sort((one, two) => (one.bill < two.bill ? -1 : 1));
  const number = `P26060101 - ${String(1_000_000 + billcom.all('billPayment').length)}`;
  const made = billcom.add(
    'billPayment',
    {
      ...{ name: number, vendor: first.fields.vendor ?? null, account: 'b-clearing', date: '2026-06-20' },
      ...{ toPrint: null, memo: `Bill.com ${number}`, applications: lines },
    },
    { status: at([status.approving, status.scheduled, status.paid], code) ?? status.paid },
  );
  if (use === 0 || !credit || !('id' in made)) return;
  billcom.add(
    'creditApplication',
    {
      ...{ name: null, vendor: null, account: null, date: '2026-06-20' },
      applications: [{ credit: credit.id, bill: first.id, amount: money(use) }],
    },
    { payment: made.id },
  );
}

/** The moves that there are in the life of a payment (reference page §7.8). */
function move(payment: Row | undefined, to: number): void {
  if (!payment) return;
  const moves: Readonly<Record<string, readonly string[]>> = {
    [status.approving]: [status.scheduled, status.canceled],
    [status.scheduled]: [status.paid, status.canceled, status.void],
    [status.paid]: [status.void],
  };
  const next = at(moves[payment.status ?? ''] ?? [], to);
  if (next !== undefined) payment.status = next;
}

/**
 * The same money, entered by hand in both books: in one of them in two parts, with days and numbers of their own. Of a bill
 * that the two have alike.
 */
function payInBoth(model: Payables, { at: index, share, halves }: Extract<Step, { do: 'payInBoth' }>): void {
  const { quickbooks, billcom } = model.books;
  const ours = at(
    quickbooks.living('bill').filter((row) => quickbooks.openOf(row) > 0),
    index,
  );
  const linked = ours && model.twin('quickbooks', 'bill', ours.id);
  const theirs = billcom
    .living('bill')
    .find(({ id, fields }) =>
      linked === undefined
        ? isAlike(ours, fields) && model.twin('billcom', 'bill', id) === undefined
        : id === linked,
    );
  if (!ours || !theirs) return;
  const room = Math.min(quickbooks.openOf(ours), billcom.openOf(theirs));
  const whole = share % 2 === 0 ? room : Math.ceil(room / 2);
  const first = Math.ceil((whole * 2) / 3);
  if (first === 0 || first === whole) return;
  const amounts = (book: Book): number[] => (book === halves ? [first, whole - first] : [whole]);
  const made = { quickbooks: [] as string[], billcom: [] as string[], bills: [ours.id, theirs.id] as const };
  for (const [place, amount] of amounts('quickbooks').entries()) {
    const row = { ...byHand(ours, money(amount)), name: `50${index}${place}`, date: '2026-06-18' };
    const added = quickbooks.add('billPayment', row);
    if ('id' in added) made.quickbooks.push(added.id);
  }
  for (const [place, amount] of amounts('billcom').entries()) {
    const { vendor = null } = theirs.fields;
    const added = billcom.add(
      'billPayment',
      {
        ...{ name: `60${index}${place}`, vendor, account: 'b-checking', date: '2026-06-19', toPrint: null },
        ...{ memo: null, applications: [{ bill: theirs.id, amount: money(amount) }] },
      },
      { status: status.paid, offline: true },
    );
    if ('id' in added) made.billcom.push(added.id);
  }
  model.same.push(made);
}

const isAlike = (ours: Row | undefined, { name, vendor }: CanonicalFields): boolean =>
  ours?.fields.name === name && String(ours?.fields.vendor).slice(1) === String(vendor).slice(1);

const byHand = (bill: Row, amount: string): CanonicalFields => ({
  ...{ name: '1044', vendor: bill.fields.vendor ?? null, account: 'q-checking', date: '2026-06-21' },
  ...{ toPrint: null, memo: null, applications: [{ bill: bill.id, amount }] },
});

function applyByHand({ books: { quickbooks } }: Payables, index: number): void {
  const credit = at(
    quickbooks.living('vendorCredit').filter((row) => totalOf(row) > quickbooks.usedOf(row.id)),
    index,
  );
  const open = quickbooks
    .living('bill')
    .find((row) => row.fields.vendor === credit?.fields.vendor && quickbooks.openOf(row) > 0);
  if (!credit || !open) return;
  const amount = money(Math.min(totalOf(credit) - quickbooks.usedOf(credit.id), quickbooks.openOf(open)));
  // QuickBooks keeps one amount for a credit and a bill.
  const isLinked = quickbooks
    .living('creditApplication')
    .some((row) =>
      linesOf(row, 'applications').some((one) => one.credit === credit.id && one.bill === open.id),
    );
  if (isLinked || cents(amount) === 0) return;
  quickbooks.add('creditApplication', {
    ...{ name: `${String(credit.fields.name)} on bill ${String(open.fields.name)}` },
    ...{ vendor: credit.fields.vendor ?? null, account: null, date: null },
    applications: [{ credit: credit.id, bill: open.id, amount }],
  });
}

function transfer(model: Payables, pick: number): void {
  const { billcom } = model.books;
  const ends = pick % 2 === 0 ? ['b-checking', 'b-clearing'] : ['b-clearing', 'b-checking'];
  const made = billcom.add(
    'fundsTransfer',
    {
      ...{ name: String(pick), from: ends[0] ?? null, to: ends[1] ?? null, memo: null },
      ...{ amount: at(amounts, pick) ?? '1.00', date: at(days, pick) ?? null },
    },
    { status: '0' },
  );
  if ('id' in made)
    billcom.change('fundsTransfer', made.id, { memo: `Bill.com transfer ${pick} (${made.id})` });
}
