import type { Book, EntityDefinition } from '../entities/definition';
import { books, otherBook } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { closedPeriod } from './guards/bookRules';
import type { Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import { named } from './named';
import { isLiving } from './paths';
import type { PlannedOperation } from './plan';

type Pair = Readonly<Record<Book, BookRecord>>;

interface Broken {
  readonly holds: readonly Hold[];
  readonly operations: readonly PlannedOperation[];
}

/**
 * What becomes of a linked pair of which a side is gone or cannot be read. Nothing is said when both are gone, or when
 * the one that is left is out of use.
 * @returns undefined when both sides can be compared.
 */
export function reconcileBroken(
  definition: EntityDefinition,
  pair: Pair,
  { records, rules }: Pick<EntityInput, 'records' | 'rules'>,
): Broken | undefined {
  const gone = books.filter((book) => !isLiving(pair[book]));
  if (gone.length === 2) return { holds: [], operations: [] };
  const [book] = gone;
  if (book !== undefined) {
    const record = pair[book];
    const left = otherBook(book);
    if (!pair[left].active) return { holds: [], operations: [] };
    if (record.mergedInto !== null) {
      const into = records[book].get(record.mergedInto);
      return held(
        holds.merged(named(definition, book, record), String(into?.fields.name ?? record.mergedInto)),
      );
    }
    if (book === 'billcom' && definition.document?.voidedWithTwin) return voidTwin(definition, pair, rules);
    const twin = named(definition, left, pair[left]);
    return held(definition.document ? holds.undone(twin) : holds.deleted(twin));
  }
  const unreadable = books.filter((side) => pair[side].problem !== null);
  if (unreadable.length === 0) return undefined;
  return held(
    ...unreadable.map((side) =>
      holds.unreadable(named(definition, side, pair[side]), String(pair[side].problem)),
    ),
  );
}

const held = (...all: readonly Hold[]): Broken => ({ holds: all, operations: [] });

/** A document that Bill.com does not have any more is made void in QuickBooks, where it may be. */
function voidTwin(definition: EntityDefinition, pair: Pair, rules: EntityInput['rules']): Broken {
  const { quickbooks, billcom } = pair;
  const twin = named(definition, 'quickbooks', quickbooks);
  const closed = closedPeriod(rules, quickbooks.fields[definition.document?.date ?? ''] ?? null);
  if (closed) return held(holds.notVoided(twin, closed.because, closed));
  const because = definition.document?.voidedWithTwin?.(quickbooks.facts);
  if (typeof because === 'string') return held(holds.notVoided(twin, because));
  return {
    holds: [],
    operations: [
      {
        entity: definition.name,
        book: 'quickbooks',
        action: 'void',
        phase: 'void',
        recordId: quickbooks.id,
        sourceId: billcom.id,
        recordName: String(quickbooks.fields.name ?? billcom.fields.name ?? quickbooks.id),
        fields: {},
        awaits: {},
        sourceBase: {},
        before: quickbooks.fields,
        overwrites: [],
      },
    ],
  };
}
