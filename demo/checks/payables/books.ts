import { centsOf } from '../documents';
import type { BillcomDocument, DocumentLink, QuickBooksTransaction, TieOutDocument } from '../documents';
import { elementsOf } from '../evidence';
import type { BillcomRow, Held, QuickBooksRow, Value } from '../evidence';

export type Kind = 'bill' | 'vendorCredit' | 'billPayment' | 'fundsTransfer';

/** Accounts payable of both books as the simulators have them. */
export interface PayablesBooks {
  readonly quickbooks: Readonly<Record<Kind, readonly QuickBooksTransaction[]>> & {
    /** Every transaction that posts anything. */
    readonly all: readonly QuickBooksTransaction[];
    readonly account: readonly QuickBooksRow[];
  };
  readonly billcom: Readonly<Record<Kind, readonly BillcomDocument[]>> & {
    readonly billCredit: readonly BillcomDocument[];
    readonly account: readonly BillcomRow[];
  };
}

/** What accounts payable are judged by: both books before Tieout came and now, and what it says of them. */
export interface PayablesEvidence {
  readonly atStart: PayablesBooks;
  readonly now: PayablesBooks;
  /** Pairs of every entity, lists included. */
  readonly links: readonly DocumentLink[];
  readonly holds: readonly Held[];
  readonly tieOut: TieOutDocument;
}

/** Bill.com's codes of payments that pay nothing: cancelled, void; and of one that is not approved yet. */
const CALLED_OFF: readonly unknown[] = ['3', '4'];
const APPROVING = '0';

export const isCalledOff = ({ status }: BillcomDocument): boolean => CALLED_OFF.includes(status);
/** Scheduled or paid. */
export const pays = (payment: BillcomDocument): boolean =>
  payment.status !== APPROVING && !isCalledOff(payment);

/** Whether a bill or credit stands in Bill.com. */
export const stands = (document: BillcomDocument): boolean =>
  document.isActive !== '2' && document.isAutoSaved !== true;

export const linesOf = (document: BillcomDocument): readonly BillcomRow[] =>
  elementsOf(document.billLineItems ?? document.vendorCreditLineItems) as readonly BillcomRow[];

export const linesIn = (transaction: QuickBooksTransaction): readonly QuickBooksRow[] =>
  ['ExpenseLineRet', 'ItemLineRet'].flatMap(
    (element) => elementsOf(transaction[element] as Value) as readonly QuickBooksRow[],
  );

/** QuickBooks' total of a bill or a credit. */
export const totalIn = ({ AmountDue, CreditAmount, Amount }: QuickBooksTransaction): number =>
  centsOf(AmountDue ?? CreditAmount ?? Amount);
