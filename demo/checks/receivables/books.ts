import {
  centsOf,
  type BillcomDocument,
  type DocumentLink,
  type QuickBooksTransaction,
  type TieOutDocument,
} from '../documents';
import { elementsOf } from '../evidence';
import type { BillcomRow, Held, QuickBooksRow, Value } from '../evidence';

export type ReceivablesKind = 'invoice' | 'receivedPayment' | 'creditMemo' | 'fundsTransfer';

/** Accounts receivable of both books as the simulators have them. */
export interface ReceivablesBooks {
  readonly quickbooks: Readonly<Record<ReceivablesKind, readonly QuickBooksTransaction[]>> & {
    /** Every transaction that posts anything. */
    readonly all: readonly QuickBooksTransaction[];
    readonly account: readonly QuickBooksRow[];
    readonly item: readonly QuickBooksRow[];
  };
  readonly billcom: Readonly<Record<ReceivablesKind, readonly BillcomDocument[]>>;
}

/** What accounts receivable are judged by: both books before Tieout came and now, and what it says of them. */
export interface ReceivablesEvidence {
  readonly atStart: ReceivablesBooks;
  readonly now: ReceivablesBooks;
  /** Invoices of QuickBooks dated before this day stay there. */
  readonly since: string;
  /** Pairs of every entity, lists included. */
  readonly links: readonly DocumentLink[];
  readonly holds: readonly Held[];
  readonly tieOut: TieOutDocument;
}

/** Bill.com's codes of received payments that are void or canceled; of one whose day has not come. */
const CALLED_OFF: readonly unknown[] = ['1', '3'];
const SCHEDULED = '2';

export const isCalledOff = ({ status }: BillcomDocument): boolean => CALLED_OFF.includes(status);
export const isReceived = (payment: BillcomDocument): boolean =>
  payment.status !== SCHEDULED && !isCalledOff(payment);

/** Whether an invoice or credit memo stands. */
export const stands = ({ isActive }: BillcomDocument): boolean => isActive !== '2';
export const standsHere = ({ isVoid }: QuickBooksTransaction): boolean => isVoid !== true;

/** QuickBooks' number of an invoice has 11 characters. */
export const shortened = (number: Value): string =>
  String(number ?? '')
    .slice(0, 11)
    .trim();

/** Cents of an invoice or credit memo with its sales tax. */
export const totalHere = ({ Subtotal, SalesTaxTotal }: QuickBooksTransaction): number =>
  centsOf(Subtotal) + centsOf(SalesTaxTotal);

/** The amounts of lines that count, members of groups in the place of their group, subtotals left out. */
export function amountsHere(document: QuickBooksTransaction, kind: string, subtotals: ReadonlySet<string>) {
  const lines = (of: QuickBooksRow | QuickBooksTransaction): readonly QuickBooksRow[] =>
    elementsOf(of[`${kind}LineRet`]) as readonly QuickBooksRow[];
  const groups = elementsOf(document[`${kind}LineGroupRet`]) as readonly QuickBooksRow[];
  return [...lines(document), ...groups.flatMap((group) => lines(group))]
    .filter(({ ItemRef }) => !subtotals.has(String((ItemRef as { ListID?: string } | undefined)?.ListID)))
    .map(({ Amount }) => centsOf(Amount));
}

export const subtotalItems = ({ quickbooks }: ReceivablesBooks): ReadonlySet<string> =>
  new Set(quickbooks.item.filter(({ ItemType }) => ItemType === 'Subtotal').map(({ ListID }) => ListID));

export const linesThere = (document: BillcomDocument): readonly BillcomRow[] =>
  elementsOf(document.invoiceLineItems ?? document.creditMemoLineItems) as readonly BillcomRow[];

/** What is held, as “entity id”. */
export const heldKeys = (holds: readonly Held[]): ReadonlySet<string> =>
  new Set(holds.map(({ entity, recordId }) => `${entity} ${recordId}`));
