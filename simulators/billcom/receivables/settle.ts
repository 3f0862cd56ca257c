import { inCents, rowsOf } from '../entities/documentLines';
import { owedOf } from '../entities/invoice';
import { appliedOf } from '../entities/vendorCredit';
import type { Neighbours } from '../entityDefinition';
import { PAYMENT_RENEWS_UPDATED_TIME, RECEIPT } from '../undocumented';
import { v2Time, type Row } from '../wireValues';

/** Cents of one invoice. */
interface Share {
  paid: number;
  scheduled: number;
  credited: number;
}

/**
 * Payments or applications of credits as they are from now on, and what follows of them: the invoices and credit memos
 * that they touch, or touched before. All of it is kept together.
 */
export function withSettled(changed: readonly Row[], books: Neighbours, now: number): Row[] {
  const before = changed.map((row) => books.find(String(row.entity), String(row.id)) ?? {});
  const touched = new Set([...changed, ...before].flatMap(invoicesOf));
  const shares = sharesOf(
    touched,
    latest('ReceivedPay', changed, books),
    latest('InvoiceCredit', changed, books),
  );
  const renewed = PAYMENT_RENEWS_UPDATED_TIME ? { updatedTime: v2Time(now) } : {};
  const invoices = [...touched].flatMap((id): Row[] => {
    const invoice = books.find('Invoice', id);
    return invoice ? [{ ...invoice, ...settledBy(invoice, shares.get(id)), ...renewed }] : [];
  });
  return [...changed, ...invoices, ...creditMemosOf(changed, books, renewed)];
}

/** What an invoice still takes, in cents: less all payments and credits that are made, whatever their state. */
export function receivableOf(invoice: Row): number {
  return inCents(invoice.amountDue) - inCents(invoice.scheduledAmount);
}

/** paidAmount is no field of an invoice: it is kept for the next update and never shown. */
function settledBy(invoice: Row, share: Share = { paid: 0, scheduled: 0, credited: 0 }): Row {
  const amounts = {
    paidAmount: share.paid / 100,
    scheduledAmount: share.scheduled / 100,
    creditAmount: share.credited / 100,
  };
  return { ...amounts, ...owedOf({ ...invoice, ...amounts }) };
}

function invoicesOf(row: Row): string[] {
  if (row.entity === 'ReceivedPay') return rowsOf(row.invoicePays).map(({ invoiceId }) => String(invoiceId));
  return row.entity === 'InvoiceCredit' ? [String(row.invoiceId)] : [];
}

function sharesOf(
  invoices: ReadonlySet<string>,
  payments: readonly Row[],
  credits: readonly Row[],
): Map<string, Share> {
  const shares = new Map<string, Share>();
  const add = (row: Row, field: keyof Share): void => {
    const id = String(row.invoiceId);
    if (!invoices.has(id)) return;
    const share = shares.get(id) ?? { paid: 0, scheduled: 0, credited: 0 };
    share[field] += inCents(row.amount);
    shares.set(id, share);
  };
  for (const { status, invoicePays } of payments) {
    if (status === RECEIPT.void || status === RECEIPT.canceled) continue;
    for (const line of rowsOf(invoicePays)) add(line, status === RECEIPT.scheduled ? 'scheduled' : 'paid');
  }
  for (const credit of credits) if (credit.isActive === '1') add(credit, 'credited');
  return shares;
}

function creditMemosOf(changed: readonly Row[], books: Neighbours, renewed: Row): Row[] {
  const ids = new Set(
    changed.filter(({ entity }) => entity === 'InvoiceCredit').map((row) => String(row.creditMemoId)),
  );
  if (ids.size === 0) return [];
  const credits = latest('InvoiceCredit', changed, books);
  return [...ids].flatMap((id): Row[] => {
    const memo = books.find('CreditMemo', id);
    if (!memo) return [];
    const applied = credits
      .filter((each) => each.creditMemoId === id && each.isActive === '1')
      .reduce((sum, { amount }) => sum + inCents(amount), 0);
    return [{ ...memo, ...appliedOf({ ...memo, appliedAmount: applied / 100 }), ...renewed }];
  });
}

/** All rows of a kind, the changed ones as they are now. */
function latest(entity: string, changed: readonly Row[], books: Neighbours): Row[] {
  const mine = changed.filter((row) => row.entity === entity);
  const ids = new Set(mine.map(({ id }) => id));
  return [...[...books.all(entity)].filter(({ id }) => !ids.has(id)), ...mine];
}
