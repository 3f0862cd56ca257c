import { entriesOf, entryKey } from './booksLookup';
import {
  judged,
  type Evidence,
  type Invariant,
  type OperationRow,
  type QuickBooksLogEntry,
} from './evidence';

/** I6: no write without a ledger row before it, by what the two programs themselves have logged. */
export function ledgerBeforeWrite(evidence: Evidence): Invariant {
  const quickbooks = writesToQuickBooks(evidence.quickbooksLog);
  const billcom = writesToBillcom(evidence);
  return judged(
    'I6',
    [...withoutRow(quickbooks, evidence.operations), ...billcom.against, ...unknownMaker(evidence)],
    `QuickBooks logged ${quickbooks.length} writes and Bill.com ${billcom.rows}; each has a row in the ledger that is older`,
  );
}

interface Write {
  readonly at: string;
  readonly name: string;
  readonly id: string;
}

export function writesToQuickBooks(log: readonly QuickBooksLogEntry[]): Write[] {
  return log
    .filter((entry) => entry.by === 'session' && entry.answeredFromStore !== true)
    .flatMap((entry) =>
      entry.requests
        .filter((request) => /(Add|Mod|Void|Del)(Rq)?$/.test(request.name))
        .map((request) => ({ at: entry.at, name: request.name, id: request.requestID ?? '' })),
    );
}

/** Tieout names each request to QuickBooks after its ledger row. */
function withoutRow(writes: readonly Write[], operations: readonly OperationRow[]): string[] {
  const planned = new Map(operations.map((operation) => [operation.id, operation.plannedAt]));
  return writes.flatMap((write) => {
    const at = planned.get(write.id);
    if (at === undefined) return [`QuickBooks ran ${write.name} ${write.id}, which no ledger row knows`];
    return at.getTime() <= Date.parse(write.at)
      ? []
      : [`the ledger row of ${write.name} ${write.id} is younger than it`];
  });
}

const entityOf: Readonly<Record<string, string>> = {
  ChartOfAccount: 'account',
  Department: 'class',
  Item: 'item',
  Customer: 'customer',
  Vendor: 'vendor',
  Bill: 'bill',
  VendorCredit: 'vendorCredit',
  Invoice: 'invoice',
};

/** Bill.com's log tells how many rows a call wrote, not which: as many operations must have left before it. */
function writesToBillcom({ billcomLog, operations }: Evidence): { rows: number; against: string[] } {
  let rows = 0;
  const against: string[] = [];
  const written = new Map<string, number>();
  for (const call of billcomLog) {
    const [, verb, object] = /(?:^|\/)Crud\/(Create|Update|Delete|Undelete)\/(\w+)$/.exec(call.path) ?? [];
    if (verb === undefined || object === undefined) continue;
    rows += call.rows;
    const entity = entityOf[object];
    const action = verb === 'Create' ? 'create' : 'update';
    const key = `${verb} ${object}`;
    const total = (written.get(key) ?? 0) + call.rows;
    written.set(key, total);
    const older = operations.filter(
      (each) =>
        each.book === 'billcom' &&
        each.entity === entity &&
        each.action === action &&
        !['proposed', 'planned'].includes(each.state) &&
        each.plannedAt.getTime() <= Date.parse(call.at) + 1,
    ).length;
    if (older < total)
      against.push(`Bill.com logged ${total} rows of ${key}, and the ledger has ${older} before it`);
  }
  return { rows, against };
}

/** Every record that is new in a book was made by a person or by an operation that names it. */
function unknownMaker({ atStart, now, edits, operations }: Evidence): string[] {
  const before = entriesOf(atStart);
  const made = new Set([
    ...edits.map((edit) => entryKey(edit.book, edit.entity, edit.id)),
    ...operations
      .filter((each) => each.action === 'create' && each.state === 'applied')
      .map((each) => `${each.book} ${each.entity} ${each.recordId}`),
  ]);
  return [...entriesOf(now)]
    .filter(([key]) => !before.has(key) && !made.has(key))
    .map(([, entry]) => `no ledger row made “${entry.name}” in ${entry.book}`);
}
