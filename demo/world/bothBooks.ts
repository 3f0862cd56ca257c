import type { QuickBooksTransaction } from '../checks/documents';
import type { BillcomRow, Books, QuickBooksRow } from '../checks/evidence';
import type { PayablesBooks } from '../checks/payables/books';
import type { ReceivablesBooks } from '../checks/receivables/books';

/** All that one program holds, by its own names. */
export type Everything<Row> = Readonly<Record<string, readonly Row[]>>;

/** Accounts payable of both programs under our names. */
export function payablesOf(
  quickbooks: Everything<QuickBooksRow>,
  billcom: Everything<BillcomRow>,
): PayablesBooks {
  const here = transactionsOf(quickbooks);
  return {
    quickbooks: {
      bill: here('bills'),
      vendorCredit: here('vendorCredits'),
      billPayment: here('billPaymentChecks'),
      fundsTransfer: here('transfers'),
      all: allPosted(quickbooks),
      account: quickbooks.accounts ?? [],
    },
    billcom: {
      bill: billcom.Bill ?? [],
      vendorCredit: billcom.VendorCredit ?? [],
      billPayment: billcom.SentPay ?? [],
      fundsTransfer: billcom.MoneyMovement ?? [],
      billCredit: billcom.BillCredit ?? [],
      account: billcom.ChartOfAccount ?? [],
    },
  };
}

/** Accounts receivable of both programs under our names. */
export function receivablesOf(
  quickbooks: Everything<QuickBooksRow>,
  billcom: Everything<BillcomRow>,
): ReceivablesBooks {
  const here = transactionsOf(quickbooks);
  return {
    quickbooks: {
      invoice: here('invoices'),
      receivedPayment: here('receivePayments'),
      creditMemo: here('creditMemos'),
      fundsTransfer: here('transfers'),
      all: allPosted(quickbooks),
      account: quickbooks.accounts ?? [],
      item: quickbooks.items ?? [],
    },
    billcom: {
      invoice: billcom.Invoice ?? [],
      receivedPayment: billcom.ReceivedPay ?? [],
      creditMemo: billcom.CreditMemo ?? [],
      fundsTransfer: billcom.MoneyMovement ?? [],
    },
  };
}

const transactionsOf =
  (quickbooks: Everything<QuickBooksRow>) =>
  (kind: string): readonly QuickBooksTransaction[] =>
    (quickbooks[kind] ?? []) as unknown as readonly QuickBooksTransaction[];

const allPosted = (quickbooks: Everything<QuickBooksRow>): readonly QuickBooksTransaction[] =>
  Object.keys(quickbooks)
    .filter((kind) => Array.isArray(quickbooks[kind]))
    .flatMap(transactionsOf(quickbooks))
    .filter(({ postings }) => Array.isArray(postings));

/** The lists of both programs under our names. */
export function booksOf(quickbooks: Everything<QuickBooksRow>, billcom: Everything<BillcomRow>): Books {
  const here = (list: string): readonly QuickBooksRow[] => quickbooks[list] ?? [];
  const there = (list: string): readonly BillcomRow[] => billcom[list] ?? [];
  return {
    quickbooks: {
      account: here('accounts'),
      class: here('classes'),
      terms: [...here('terms'), ...here('dateDrivenTerms')],
      item: here('items'),
      customer: here('customers'),
      vendor: here('vendors'),
      employee: here('employees'),
      otherName: here('otherNames'),
    },
    billcom: {
      account: there('ChartOfAccount'),
      class: there('Department'),
      terms: there('PaymentTerm'),
      item: there('Item'),
      customer: there('Customer'),
      vendor: there('Vendor'),
    },
  };
}
