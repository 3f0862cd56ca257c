import { amountText, cents } from '../../books/money';
import type { Posting, TransactionRecord } from '../../books/transactions';
import type { Draft, Making } from '../../definitions/transactions/transactionDefinition';
import type { Particle } from '../../language/contentModel';
import { textOf, type Fields } from '../../language/fields';
import { preference } from '../features';
import { withoutEmpty } from '../listAdd';
import { laidOver } from '../listMod';
import { resolveReferences } from '../references';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { accountType, idIn } from './accounts';
import { today } from './dates';
import { linesIn } from './purchaseLines';
import { listOf } from './simpleEntries';

const SIDES = ['Debit', 'Credit'] as const;
type Side = (typeof SIDES)[number];
const keyOf = (side: Side) => `Journal${side}Line`;

/** A new journal entry; debits and credits must be in balance, else 3310. */
export function makeJournalEntry(model: readonly Particle[], given: Fields, making: Making): Draft {
  const { context, ids } = making;
  const resolved = resolveReferences(given, model, 'JournalEntry', undefined, context);
  const lines = SIDES.map((side) => [
    keyOf(side),
    linesIn(resolved[keyOf(side)]).map((line) => ({ ...withoutEmpty(line), TxnLineID: ids.next() })),
  ]);
  const number = textOf(resolved.RefNumber) || nextNumber(context);
  const fields = {
    TxnDate: today(context),
    IsAdjustment: 'false',
    ...withoutEmpty({ ...resolved, ...Object.fromEntries(lines) } as Fields),
    ...(number === undefined ? {} : { RefNumber: number }),
  };
  return draftOf(fields, context);
}

/** A changed journal entry: the lines that are listed take the place of all, in their order, as in BillMod. */
export function reviseJournalEntry(
  model: readonly Particle[],
  lineModel: readonly Particle[],
  before: TransactionRecord,
  given: Fields,
  making: Making,
): Draft {
  const { context } = making;
  if (before.isVoid) throw refused.notValid('A void transaction cannot be changed.');
  const { TxnID: _id, EditSequence: _sequence, JournalLineMod, ...asked } = given;
  const resolved = resolveReferences(asked, model, 'JournalEntry', before.fields, context);
  const header = laidOver(before.fields, resolved, model, context);
  const lines =
    JournalLineMod === undefined
      ? {}
      : revisedLines(before.fields, linesIn(JournalLineMod), lineModel, making);
  return draftOf({ ...header, ...lines }, context);
}

function revisedLines(
  before: Fields,
  listed: readonly Fields[],
  model: readonly Particle[],
  { ids, context }: Making,
): Fields {
  const old = SIDES.flatMap((side) => linesIn(before[keyOf(side)]).map((line) => ({ side, line })));
  const result: Record<string, Fields[]> = { [keyOf('Debit')]: [], [keyOf('Credit')]: [] };
  let last = -1;
  for (const { TxnLineID, JournalLineType, ...asked } of listed) {
    const id = textOf(TxnLineID) ?? '';
    const isNew = id === '-1';
    const place = old.findIndex(({ line }) => line.TxnLineID === id);
    if (!isNew && place < 0) throw refused.notFound(id);
    if (!isNew && place <= last) throw refused.linesOutOfOrder();
    const was = isNew ? undefined : old[place];
    if (!isNew) last = place;
    const side = (textOf(JournalLineType) || was?.side) as Side | undefined;
    if (side === undefined) throw refused.missing('JournalLineType');
    const changes = resolveReferences(asked, model, 'JournalEntry', was?.line, context);
    const line = laidOver(was?.line ?? {}, changes, model, context);
    result[keyOf(side)]?.push({ ...line, TxnLineID: isNew ? ids.next() : id });
  }
  return result;
}

function draftOf(fields: Fields, context: RequestContext): Draft {
  const postings = SIDES.flatMap((side) =>
    linesIn(fields[keyOf(side)]).map((line) => posting(line, side, context)),
  );
  if (postings.length === 0) throw refused.savingTransaction('JournalEntry', 'The transaction is empty.');
  if (postings.reduce((sum, { amount }) => sum + cents(amount), 0n) !== 0n) throw refused.notBalanced();
  const open = postings.filter(({ account }) => isOpenItemAccount(account, context));
  if (open.length > 1)
    throw refused.savingTransaction(
      'JournalEntry',
      'You cannot use more than one A/R or A/P account in the same transaction.',
    );
  return { fields: withoutEmpty(fields), postings };
}

function posting(line: Fields, side: Side, context: RequestContext): Posting {
  const account = idIn(line, 'AccountRef');
  if (account === undefined)
    throw refused.savingTransaction('JournalEntry', 'You must specify an account for every line.');
  const amount = cents(textOf(line.Amount) ?? '0.00');
  if (amount < 0n) throw refused.savingTransaction('JournalEntry', 'Transaction amount must be positive.');
  const entity = entityOf(line, account, context);
  const inClass = idIn(line, 'ClassRef');
  const memo = textOf(line.Memo);
  return {
    account,
    amount: amountText(side === 'Debit' ? amount : -amount),
    line: textOf(line.TxnLineID) ?? '',
    ...(entity ? { entity } : {}),
    ...(inClass === undefined ? {} : { inClass }),
    ...(memo === undefined ? {} : { memo }),
  };
}

/** A line to accounts payable is with a vendor, one to receivables with a customer. */
function entityOf(line: Fields, account: string, context: RequestContext): Posting['entity'] {
  const id = idIn(line, 'EntityRef');
  const list = id === undefined ? undefined : listOf(id, context);
  const wanted = { AccountsPayable: 'Vendor', AccountsReceivable: 'Customer' }[accountType(account, context)];
  if (wanted !== undefined && list !== wanted)
    throw refused.savingTransaction('JournalEntry', `A line to this account needs the name of a ${wanted}.`);
  return id === undefined || list === undefined ? undefined : { list, id };
}

function isOpenItemAccount(account: string, context: RequestContext): boolean {
  return ['AccountsPayable', 'AccountsReceivable'].includes(accountType(account, context));
}

/** The number after the highest one, where the company wants entries to be numbered. */
function nextNumber({ books }: RequestContext): string | undefined {
  if (preference(books.preferences, 'AccountingPreferences', 'IsAssigningJournalEntryNumbers') !== 'true')
    return undefined;
  const numbers = books.transactions
    .ofKind('JournalEntry')
    .map(({ fields }) => Number(textOf(fields.RefNumber)))
    .filter((each) => Number.isSafeInteger(each));
  return String(Math.max(0, ...numbers) + 1);
}
