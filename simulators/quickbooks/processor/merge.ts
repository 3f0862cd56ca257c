import type { Change } from '../books/changes';
import { amountText, cents } from '../books/money';
import type { ListRecord } from '../books/records';
import { nameOf, parentIdOf } from '../books/tree';
import { textOf } from '../language/fields';
import { removal } from './listDelete';
import { touched } from './listMod';
import { entryNamed } from './person';
import { mapReferences, refersTo } from './references';
import type { RequestContext } from './requestContext';
import { refused } from './status';
import { touchedTransaction } from './transactions/write';

/** Lists whose entries a person can merge by giving one the name of another. Terms are not among them. */
export const MERGEABLE_LISTS = [
  'Account', 'Class', 'Customer', 'Employee', 'OtherName', 'Vendor', 'ItemDiscount', 'ItemGroup', 'ItemInventory',
  'ItemNonInventory', 'ItemOtherCharge', 'ItemPayment', 'ItemSalesTax', 'ItemSalesTaxGroup', 'ItemService',
  'ItemSubtotal',
] as const; // prettier-ignore

/**
 * What happens when a person merges `from` into `into`: the loser's ListID vanishes and shows as deleted, its
 * balance, the entries below it and all references to it go to the survivor (qbxml.md §6).
 */
export function mergeEntries(list: string, from: string, into: string, context: RequestContext): Change[] {
  const loser = entryNamed(list, from, context);
  const survivor = entryNamed(list, into, context);
  checkMergeable(loser, survivor, context);

  const sum =
    cents(textOf(loser.fields.Balance) ?? '0.00') + cents(textOf(survivor.fields.Balance) ?? '0.00');
  const balance = survivor.fields.Balance === undefined ? {} : { Balance: amountText(sum) };
  const moved = movedReferences(loser, survivor, context);
  return [
    ...removal(loser, context),
    { do: 'put', record: touched({ ...survivor, fields: { ...survivor.fields, ...balance } }, context) },
    ...moved,
  ];
}

function checkMergeable(loser: ListRecord, survivor: ListRecord, { books }: RequestContext): void {
  const why = whyNot(loser, survivor, books.childrenOf(loser), books.childrenOf(survivor));
  if (why !== undefined) throw refused.mergeRefused(nameOf(loser), nameOf(survivor), why);
}

/** The reasons that QuickBooks gives in the window; undefined where the two can become one. */
function whyNot(
  loser: ListRecord,
  survivor: ListRecord,
  belowLoser: readonly ListRecord[],
  belowSurvivor: readonly ListRecord[],
): string | undefined {
  const isMergeable = (MERGEABLE_LISTS as readonly string[]).includes(loser.list);
  if (loser.id === survivor.id) return 'They are the same list element.';
  if (loser.list !== survivor.list || !isMergeable) return 'These kinds of list elements cannot be merged.';
  if (loser.fields.SpecialAccountType !== undefined || loser.fields.SpecialItemType !== undefined) {
    return 'QuickBooks needs this list element.';
  }
  if (loser.fields.AccountType !== survivor.fields.AccountType) return 'The account types are not the same.';
  if (parentIdOf(loser) !== parentIdOf(survivor)) return 'They are not on the same level.';
  const isCustomer = loser.list === 'Customer';
  if (isCustomer && belowLoser.length > 0 && belowSurvivor.length > 0) return 'Both names have jobs.';
  const taken = new Set(belowSurvivor.map((each) => nameOf(each).toLowerCase()));
  const clash = belowLoser.find((each) => taken.has(nameOf(each).toLowerCase()));
  return clash && `Both have a sub-element “${nameOf(clash)}”.`;
}

function movedReferences(loser: ListRecord, survivor: ListRecord, context: RequestContext): Change[] {
  const { books, lists } = context;
  const inLists = books.everyEntry().flatMap((record): Change[] => {
    if (record.id === loser.id && record.list === loser.list) return [];
    const model = lists.get(record.list)?.ret ?? [];
    if (!refersTo(record, loser, model)) return [];
    const fields = mapReferences(record.fields, model, (kept, rule) =>
      rule.refersTo?.includes(loser.list) && kept.ListID === loser.id ? { ListID: survivor.id } : kept,
    );
    return [{ do: 'put', record: touched({ ...record, fields }, context) }];
  });
  return [...inLists, ...movedTransactions(loser, survivor, context)];
}

/** The transactions of the loser become the survivor's, in the general ledger too. */
function movedTransactions(loser: ListRecord, survivor: ListRecord, context: RequestContext): Change[] {
  const { books, transactions } = context;
  const isLoser = (list: string, id: string | undefined) => list === loser.list && id === loser.id;
  return books.transactions.all().flatMap((record): Change[] => {
    const fields = mapReferences(record.fields, transactions.get(record.kind)?.ret ?? [], (kept, rule) =>
      rule.refersTo?.includes(loser.list) && kept.ListID === loser.id ? { ListID: survivor.id } : kept,
    );
    const postings = record.postings.map((posting) => ({
      ...posting,
      ...(isLoser('Account', posting.account) ? { account: survivor.id } : {}),
      ...(isLoser('Class', posting.inClass) ? { inClass: survivor.id } : {}),
      ...(posting.entity && isLoser(posting.entity.list, posting.entity.id)
        ? { entity: { list: survivor.list, id: survivor.id } }
        : {}),
    }));
    const isMoved = JSON.stringify([fields, postings]) !== JSON.stringify([record.fields, record.postings]);
    return isMoved
      ? [{ do: 'putTransaction', record: touchedTransaction({ ...record, fields, postings }, context) }]
      : [];
  });
}
