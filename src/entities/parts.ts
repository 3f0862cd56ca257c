import { centsOf, inCents } from './money';
import type { EntityName, RawRecord } from './definition';
import type { BookRecord } from './record';

/**
 * Records that have no existence of their own in QuickBooks: they stand in the records of another list, and are read with
 * them. What a vendor credit is applied to stands in the credit, one amount for each bill. QuickBooks adds up what was
 * applied in several goes; to us each go is a record, so that one that is undone or added by hand concerns itself alone.
 */
export interface RecordParts {
  readonly entity: EntityName;
  /** What stands in a record, one for each other document. */
  readonly read: (raw: RawRecord) => readonly Part[];
  /** The record of so much of a part. Its facts name the `owner`, the `key` and the `amount`. */
  readonly record: (id: string, part: Part, amount: string) => BookRecord;
}

export interface Part {
  /** The same for everything between these two documents. */
  readonly key: string;
  readonly amount: string;
  /** The part as its Add would write it. */
  readonly raw: (amount: string) => RawRecord;
}

/**
 * The records that say what stands in a record now, as far as they are not known yet: new ones for what was added, and
 * deleted ones for what is gone.
 * @param known all records that were made of this owner's parts, deleted ones too.
 */
export function partsChanged(
  { record }: Pick<RecordParts, 'record'>,
  known: readonly BookRecord[],
  now: readonly Part[],
): BookRecord[] {
  const keys = new Set([...known.map(({ facts }) => String(facts.key)), ...now.map(({ key }) => key)]);
  return [...keys].flatMap((key) => {
    const mine = known.filter(({ facts }) => facts.key === key).sort(bySlot);
    const part = now.find((each) => each.key === key);
    const total = centsOf(part?.amount ?? '0.00');
    const gone = undone(
      mine.filter(({ deleted }) => !deleted),
      total,
    );
    const left = mine.filter((each) => !each.deleted && !gone.includes(each));
    const added = total - sumOf(left);
    return [
      ...gone.map((each) => ({ ...each, deleted: true })),
      ...(part && added > 0n ? [record(slotId(key, mine.length), part, inCents(added))] : []),
    ];
  });
}

/** What is no longer there: the one of just that amount, else the latest ones. */
function undone(living: readonly BookRecord[], total: bigint): BookRecord[] {
  const missing = sumOf(living) - total;
  if (missing <= 0n) return [];
  const exact = living.findLast(({ facts }) => centsOf(String(facts.amount)) === missing);
  if (exact) return [exact];
  const gone: BookRecord[] = [];
  for (const each of [...living].reverse()) if (sumOf(gone) < missing) gone.push(each);
  return gone;
}

const sumOf = (records: readonly BookRecord[]): bigint =>
  records.reduce((sum, { facts }) => sum + centsOf(String(facts.amount)), 0n);

const slotId = (key: string, before: number): string => (before === 0 ? key : `${key}#${before + 1}`);
const slotOf = ({ id }: BookRecord): number => Number(/#(\d+)$/.exec(id)?.[1] ?? 1);
const bySlot = (one: BookRecord, two: BookRecord): number => slotOf(one) - slotOf(two);
