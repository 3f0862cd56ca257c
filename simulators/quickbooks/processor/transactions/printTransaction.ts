import { amountText } from '../../books/money';
import type { TransactionRecord } from '../../books/transactions';
import type { TransactionDefinition } from '../../definitions/transactions/transactionDefinition';
import { KEPT_ONLY } from '../../definitions/transactions/transactionRets';
import { elementsOf } from '../../language/contentModel';
import { writeFields, type FieldValue, type Fields } from '../../language/fields';
import { branch, type XmlElement } from '../../language/xmlTree';
import { printedDataExt } from '../printEntry';
import { mapReferences, printedReference } from '../references';
import type { RequestContext } from '../requestContext';
import { takenOff, usedOf } from './openAmounts';

/** What of a transaction the caller wants to see (qbxml.md §5: the defaults leave out lines and links). */
export interface WantedOfTransaction {
  readonly lines: boolean;
  readonly links: boolean;
  readonly ownerIDs: readonly string[];
  readonly elements: readonly string[];
}

export const WHOLE_TRANSACTION: WantedOfTransaction = {
  lines: true,
  links: true,
  ownerIDs: [],
  elements: [],
};

/** A transaction as XxxRet. */
export function printTransaction(
  record: TransactionRecord,
  definition: TransactionDefinition,
  context: RequestContext,
  wanted: WantedOfTransaction,
): XmlElement {
  const all = writeFields(transactionFields(record, definition, context, wanted), definition.ret);
  const shown = wanted.elements.length > 0 ? all.filter(({ name }) => wanted.elements.includes(name)) : all;
  return branch(`${definition.kind}Ret`, shown.map(withoutKept));
}

/** All fields of a transaction as they stand in answers, derived ones included. */
export function transactionFields(
  record: TransactionRecord,
  definition: TransactionDefinition,
  context: RequestContext,
  wanted: WantedOfTransaction,
): Fields {
  const printed: Record<string, FieldValue> = {};
  for (const { name } of elementsOf(definition.ret)) {
    if (!wanted.lines && definition.lines.includes(name)) continue;
    if (name === 'LinkedTxn' && !wanted.links) continue;
    const derive = definition.derive?.[name];
    const value =
      headField(record, name, context) ?? (derive ? derive(record, context) : record.fields[name]);
    if (value !== undefined) printed[name] = value;
  }
  const withNames = mapReferences(printed, definition.ret, (kept, rule) =>
    printedReference(kept, rule, context),
  );
  const dataExt = record.dataExt.filter((each) => wanted.ownerIDs.includes(each.ownerID));
  return dataExt.length > 0 ? { ...withNames, DataExtRet: dataExt.map(printedDataExt) } : withNames;
}

/** What is applied to a document (negative) or what a credit is applied to (positive), one entry each. */
export function linkedTransactions({ id }: TransactionRecord, { books }: RequestContext): Fields[] {
  const sums = new Map<string, bigint>();
  for (const link of books.transactions.linksOf(id)) {
    if (link.from !== id && link.to !== id) continue;
    const other = link.from === id ? link.to : link.from;
    const amount = link.from === id ? usedOf(id, link) : -takenOff(link);
    sums.set(other, (sums.get(other) ?? 0n) + amount);
  }
  return [...sums].flatMap(([other, amount]): Fields[] => {
    const record = books.transactions.find(other);
    if (!record) return [];
    return [linkedTransaction(record, amount)];
  });
}

/** One LinkedTxn. */
export function linkedTransaction({ id, kind, fields }: TransactionRecord, amount: bigint): Fields {
  return {
    TxnID: id,
    TxnType: kind,
    TxnDate: fields.TxnDate ?? '',
    ...(fields.RefNumber === undefined ? {} : { RefNumber: fields.RefNumber }),
    LinkType: 'AMTTYPE',
    Amount: amountText(amount),
  };
}

function headField(record: TransactionRecord, name: string, { clock }: RequestContext): string | undefined {
  switch (name) {
    case 'TxnID':
      return record.id;
    case 'TimeCreated':
      return clock.printed(record.timeCreated);
    case 'TimeModified':
      return clock.printed(record.timeModified);
    case 'EditSequence':
      return record.editSequence;
    case 'TxnNumber':
      return String(record.txnNumber);
    default:
      return undefined;
  }
}

function withoutKept(element: XmlElement): XmlElement {
  if (!/Line(Group)?Ret$/.test(element.name)) return element;
  const shown = element.children.filter(({ name }) => name !== KEPT_ONLY);
  return { ...element, children: shown.map(withoutKept) };
}
