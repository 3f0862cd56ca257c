import { NewTransactionIds, nextEditSequence } from '../../books/identity';
import { amountText, cents } from '../../books/money';
import type { Change } from '../../books/changes';
import type { Posting, TransactionLink, TransactionRecord } from '../../books/transactions';
import { linkKey } from '../../books/transactions';
import type { Draft, TransactionDefinition } from '../../definitions/transactions/transactionDefinition';
import { textOf, type Fields } from '../../language/fields';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { checkOpenPeriod } from './dates';

/** What an Add or Mod of a transaction comes to; no record where only credits were applied. */
export interface TransactionWrite {
  readonly record: TransactionRecord | undefined;
  readonly changes: readonly Change[];
}

/** Makes the new transaction that an XxxAdd asks for, or throws a StatusError. Changes nothing yet. */
export function newTransaction(
  definition: TransactionDefinition,
  given: Fields,
  context: RequestContext,
): TransactionWrite {
  const now = context.clock.now();
  const ids = new NewTransactionIds(context.books, now);
  const id = ids.next();
  const draft = definition.make(given, { id, ids, context });
  if (!draft.fields) {
    const links = added(draft.links ?? [], context);
    const touched = touches(draft.links ?? [], id, context);
    return { record: undefined, changes: [...(draft.also ?? []), ...links, ...touched] };
  }
  checkOpenPeriod(definition.kind, [textOf(draft.fields.TxnDate)], 'add', context);
  const record: TransactionRecord = {
    kind: definition.kind,
    id,
    txnNumber: context.books.transactions.lastNumber + 1,
    timeCreated: now,
    timeModified: now,
    editSequence: String(now),
    fields: draft.fields,
    postings: balanced(draft.postings),
    dataExt: [],
  };
  return { record, changes: changesOf(record, [], draft, context) };
}

/** What an XxxMod would make of a transaction, or a StatusError. */
export function modifiedTransaction(
  definition: TransactionDefinition,
  given: Fields,
  context: RequestContext,
): TransactionWrite {
  const before = findForMod(definition, given, context);
  const { id } = before;
  const ids = new NewTransactionIds(context.books, context.clock.now());
  if (!definition.revise) throw refused.notSimulated(`${definition.kind}Mod`);
  const draft = definition.revise(before, given, { id, ids, context });
  const fields = draft.fields ?? before.fields;
  checkOpenPeriod(definition.kind, [textOf(before.fields.TxnDate), textOf(fields.TxnDate)], 'mod', context);
  const record = touchedTransaction({ ...before, fields, postings: balanced(draft.postings) }, context);
  const old = context.books.transactions.linksOf(id).filter((link) => link.from === id || link.by === id);
  return { record, changes: changesOf(record, old, draft, context) };
}

function changesOf(
  record: TransactionRecord,
  old: readonly TransactionLink[],
  draft: Draft,
  context: RequestContext,
): Change[] {
  const links = linkChanges(old, draft, record.id, context);
  return [...(draft.also ?? []), { do: 'putTransaction', record }, ...links];
}

/** The same transaction after something touched it: new EditSequence and TimeModified (qbxml.md §4). */
export function touchedTransaction(record: TransactionRecord, { clock }: RequestContext): TransactionRecord {
  const now = clock.now();
  return { ...record, timeModified: now, editSequence: nextEditSequence(record.editSequence, now) };
}

/**
 * Touches every transaction at the ends of these links but one. `gone`: the links among them that are taken away,
 * without which a payment may post otherwise.
 */
export function touches(
  links: readonly TransactionLink[],
  but: string,
  context: RequestContext,
  gone: readonly TransactionLink[] = [],
): Change[] {
  const ids = new Set(links.flatMap(({ from, to }) => [from, to]).filter((id) => id !== but));
  return [...ids].flatMap((id): Change[] => {
    const record = context.books.transactions.find(id);
    if (!record) return [];
    const repost = gone.length > 0 ? context.transactions.get(record.kind)?.repost : undefined;
    const left = context.books.transactions.linksOf(id).filter((link) => !gone.includes(link));
    const posted = repost ? { ...record, postings: balanced(repost(record, left, context)) } : record;
    return [{ do: 'putTransaction', record: touchedTransaction(posted, context) }];
  });
}

function findForMod(
  { kind }: TransactionDefinition,
  given: Fields,
  { books }: RequestContext,
): TransactionRecord {
  const id = textOf(given.TxnID) ?? '';
  const sequence = textOf(given.EditSequence) ?? '';
  const before = books.transactions.find(id);
  if (before?.kind !== kind) throw refused.notFound(id);
  if (!/^\d+$/.test(sequence)) throw refused.badEditSequence(sequence);
  if (sequence !== before.editSequence) throw refused.staleEditSequence(sequence);
  return before;
}

function linkChanges(
  old: readonly TransactionLink[],
  { links }: Draft,
  id: string,
  context: RequestContext,
): Change[] {
  if (!links) return [];
  const removed = old.map((link): Change => ({ do: 'unlink', link }));
  return [...removed, ...added(links, context, old), ...touches([...old, ...links], id, context)];
}

/** Two applications of the same credit to the same bill without a payment become one. */
function added(
  links: readonly TransactionLink[],
  { books }: RequestContext,
  gone: readonly TransactionLink[] = [],
): Change[] {
  const removed = new Set(gone.map(linkKey));
  return combined(links).map((link) => {
    const there = books.transactions
      .linksOf(link.to)
      .find((each) => linkKey(each) === linkKey(link) && !removed.has(linkKey(each)));
    return { do: 'link', link: there ? merged(there, link) : link };
  });
}

function combined(links: readonly TransactionLink[]): TransactionLink[] {
  const byKey = new Map<string, TransactionLink>();
  for (const link of links) {
    const there = byKey.get(linkKey(link));
    byKey.set(linkKey(link), there ? merged(there, link) : link);
  }
  return [...byKey.values()];
}

/** One link that stands for both. */
export function merged(a: TransactionLink, b: TransactionLink): TransactionLink {
  return { ...a, amount: amountText(cents(a.amount) + cents(b.amount)) };
}

/** Debits and credits of a transaction must add up to nothing; anything else is a fault of this simulator. */
function balanced(postings: readonly Posting[]): readonly Posting[] {
  const total = postings.reduce((sums, { amount }) => sums + cents(amount), 0n);
  if (total !== 0n) throw new Error(`Postings are out of balance: ${JSON.stringify(postings)}`);
  return postings;
}
