import type { Book, EntityDefinition } from '../../entities/definition';
import type { BookRecord } from '../../entities/record';
import type { Transaction } from '../../ledger/database';
import type { StoredDecision } from '../../ledger/decisions';
import { dependantsOf, mostDependants, type Dependant } from '../../ledger/dependants';
import { recordsById } from '../../ledger/records';
import type { BookRules } from '../../reconcile/guards/bookRules';
import { isOutOfUse, whyNotNow } from '../../reconcile/takenBack';

type Undo = StoredDecision & { readonly kind: 'undo' };

/** A write that is to be taken back by taking its record away, and how that record stands now. */
interface Going {
  readonly id: string;
  readonly key: string;
  readonly decision: Undo;
  readonly definition: EntityDefinition;
  readonly written: BookRecord;
}

/**
 * What has come to depend on records that are to be taken back: it was decided when nothing did. One whose own undoing is
 * not possible any more holds back what it depends on, too.
 * @returns by the id of the decision, the words for what depends on its record and stays.
 */
export async function heldBackUndos(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
  rules: BookRules | undefined,
  decisions: readonly StoredDecision[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const open = decisions.filter(
    (each): each is Undo => each.kind === 'undo' && each.state === 'open' && each.payload.way !== 'restore',
  );
  const held = new Map<string, readonly string[]>();
  if (open.length === 0) return held;
  const all = await goingOf(tx, companyId, definitions, open);
  const dependants = await dependantsByKey(tx, companyId, definitions, all);
  const words = new Map(definitions.map(({ name, words: { one } }) => [name, one]));
  let going = all.filter(
    ({ decision, definition, written }) => !whyNot(definition, decision, written, rules),
  );
  for (;;) {
    const keys = new Set(going.map(({ key }) => key));
    const staying = ({ key, decision }: Going): Dependant[] =>
      (dependants.get(key) ?? []).filter(
        ({ entity, id, isGone }) => !isGone && !keys.has(keyOf(entity, decision.payload.book, id)),
      );
    const next = going.filter((each) => staying(each).length === 0);
    for (const each of going) {
      const mine = staying(each);
      if (mine.length > 0)
        held.set(
          each.id,
          mine.map(({ entity, name }) => `the ${words.get(entity) ?? entity} “${name}”`),
        );
    }
    if (next.length === going.length) return held;
    going = next;
  }
}

const keyOf = (entity: string, book: Book, id: string): string => `${entity} ${book} ${id}`;

const whyNot = (
  definition: EntityDefinition,
  { payload }: Undo,
  written: BookRecord,
  rules: BookRules | undefined,
): boolean => whyNotNow(definition, payload, written, rules) !== undefined;

const writtenId = ({ recordId, payload: { book, billcomId } }: Undo): string =>
  book === 'quickbooks' ? recordId : billcomId;

/** Those whose record is still in use, each with it. */
async function goingOf(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
  open: readonly Undo[],
): Promise<Going[]> {
  const all: Going[] = [];
  for (const [book, definition, mine] of perList(definitions, open, ({ entity, payload: { book } }) => ({
    entity,
    book,
  }))) {
    const records = await recordsById(tx, companyId, book, definition.name, mine.map(writtenId));
    for (const decision of mine) {
      const written = records.get(writtenId(decision));
      if (!written || isOutOfUse(written)) continue;
      const key = keyOf(decision.entity, book, written.id);
      all.push({ id: decision.id, key, decision, definition, written });
    }
  }
  return all;
}

/** What depends on each, one query for each list. */
async function dependantsByKey(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
  all: readonly Going[],
): Promise<ReadonlyMap<string, readonly Dependant[]>> {
  const found = new Map<string, Dependant[]>();
  for (const [book, { name: entity }, mine] of perList(definitions, all, ({ decision }) => ({
    entity: decision.entity,
    book: decision.payload.book,
  }))) {
    const ids = mine.map(({ written }) => written.id);
    for (const each of await dependantsOf(
      tx,
      companyId,
      definitions,
      { entity, book, ids },
      mostDependants,
    )) {
      const key = keyOf(entity, book, each.to);
      found.set(key, [...(found.get(key) ?? []), each]);
    }
  }
  return found;
}

/** Grouped by list and book, without empty groups. */
function* perList<T>(
  definitions: readonly EntityDefinition[],
  all: readonly T[],
  placeOf: (each: T) => { readonly entity: string; readonly book: Book },
): Generator<[Book, EntityDefinition, readonly T[]]> {
  for (const definition of definitions)
    for (const book of ['quickbooks', 'billcom'] as const) {
      const mine = all.filter((each) => {
        const place = placeOf(each);
        return place.entity === definition.name && place.book === book;
      });
      if (mine.length > 0) yield [book, definition, mine];
    }
}
