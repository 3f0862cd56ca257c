import type { Book, EntityName } from '../../../../src/entities/definition';
import { books, isEmptyValue } from '../../../../src/entities/definition';
import { agrees } from '../../../../src/reconcile/field';
import type { Hold } from '../../../../src/reconcile/holds';
import { areSameLines } from '../../../../src/reconcile/lineReferences';
import { isLiving } from '../../../../src/reconcile/paths';
import { totalOf, type DocumentBook } from './book';
import { guidOf, holdKey } from './ledger';
import type { Documents } from './model';

type Model = Documents<DocumentBook, DocumentBook>;
const roundsToSettle = 12;

/** Cycles without faults until there is nothing left to do. */
function settles(model: Model): boolean {
  for (let rounds = 0; rounds < roundsToSettle; rounds += 1)
    if (model.round() === 0 && !model.isAwaited()) return true;
  return false;
}

/** Everything that must hold once people and faults leave off. */
export function faults(model: Model, payment: EntityName): string[] {
  model.answer();
  model.undecided.clear();
  if (!settles(model)) return [...model.broken, 'it does not settle'];
  const found = [...hidden(model), ...paidTwice(model, payment), ...unexplained(model)];
  if (model.round() > 0) found.push('a second run does something');
  return [...model.broken, ...found];
}

/** What a look at everything would do or say otherwise. */
function hidden(model: Model): string[] {
  const over = model.planOverAll();
  // What was refused is tried again when the record changes, and not before. What is history, or would be by now since it was
  // settled meanwhile, is left as it is until somebody touches it, or until its own facts say that it is open again.
  const isLeft = ({ cause }: Hold): boolean => cause === 'refused';
  const untouched = new Set([
    ...[...model.holds.values()].filter(isLeft).map(({ recordId }) => recordId),
    ...over
      .flatMap(({ holds }) => holds)
      .filter(({ cause }) => cause === 'beforeConnection')
      .map(({ recordId }) => recordId),
  ]);
  const told = new Map(over.flatMap(({ holds }) => holds).map((hold) => [holdKey(hold), hold]));
  return [
    ...over
      .flatMap(({ operations }) => operations)
      .filter(({ sourceId }) => !untouched.has(sourceId))
      .map((each) => `a look at everything would ${each.action} ${JSON.stringify(each)}`),
    ...[...model.holds]
      .filter(([key, { recordId }]) => !told.has(key) && !untouched.has(recordId))
      .map(([, { sentence }]) => `a hold that should have ended: ${sentence}`),
    ...[...told]
      .filter(([key, { recordId }]) => !model.holds.has(key) && !untouched.has(recordId))
      .map(([, { sentence }]) => `a hold that nobody sees: ${sentence}`),
  ];
}

/** No payment of Bill.com stands in QuickBooks twice, or where it pays nothing any more. */
function paidTwice(model: Model, kind: EntityName): string[] {
  const { quickbooks, billcom } = model.books;
  return billcom.all(kind).flatMap((payment) => {
    const made = quickbooks.living(kind).filter(({ guid }) => guid === guidOf(payment.id));
    if (made.length > 1) return [`${payment.id} is paid ${made.length} times in QuickBooks`];
    // What is in a deposit cannot be taken back any more.
    const isFree = made[0]?.status !== 'deposited';
    // One entered anew in Bill.com by the same number, day and amount has taken its place.
    const twin = made[0] && model.twin('quickbooks', kind, made[0].id);
    const isIts = twin === undefined || twin === payment.id;
    return made.length === 1 && isFree && isIts && !billcom.lives(kind, payment)
      ? [`${payment.id} was called off and stands in QuickBooks`]
      : [];
  });
}

/** Records without a twin, pairs of which a side is gone, and fields that differ, without a hold that says why. */
function unexplained(model: Model): string[] {
  const found: string[] = [];
  const held = new Map<string, Set<string>>();
  for (const { entity, book, recordId, field } of model.holds.values()) {
    const key = `${entity} ${book} ${recordId}`;
    held.set(key, (held.get(key) ?? new Set()).add(field));
  }
  for (const kind of model.kinds) {
    const definition = model.definition(kind);
    for (const book of books)
      for (const { id, fields } of model.books[book].living(kind)) {
        const isTold = held.has(`${kind} ${book} ${id}`) || definition.staysSilently?.(fields, book, {});
        if (model.twin(book, kind, id) === undefined && !isTold) found.push(`${id} has no twin and no hold`);
      }
    for (const { id, quickbooksId, billcomId } of model.linksOf(kind)) {
      const [one, two] = [
        model.read('quickbooks', kind, quickbooksId),
        model.read('billcom', kind, billcomId),
      ];
      const said = new Set([
        ...(held.get(`${kind} quickbooks ${quickbooksId}`) ?? []),
        ...(held.get(`${kind} billcom ${billcomId}`) ?? []),
      ]);
      const there = model.books.billcom.row(kind, billcomId);
      const stands = [isLiving(one), there !== undefined && model.books.billcom.lives(kind, there)];
      if (stands[0] !== stands[1] && said.size === 0)
        found.push(`${id} stands in one book, and nobody says so`);
      if (!stands[0] || !stands[1] || said.has('')) continue;
      for (const [name, field] of Object.entries(definition.fields)) {
        const [a, b] = [one.fields[name] ?? null, two.fields[name] ?? null];
        const isSame =
          field.line !== undefined
            ? areSameLines(references(model), field, a, b)
            : field.references !== undefined
              ? String(a).slice(1) === String(b).slice(1)
              : agrees(field, a, b) || (isEmptyValue(a) && isEmptyValue(b));
        if (!field.keptApart && !isSame && !said.has(name))
          found.push(`${id} differ on ${name} without a hold: ${JSON.stringify([a, b])}`);
      }
      if (said.size === 0 && totalOf(one) !== totalOf(two)) found.push(`${id} come to different totals`);
    }
  }
  return found;
}

const references = (model: Model) => ({
  resolve: (entity: EntityName, book: Book, id: string) => {
    const twin = /^[qb]-/.test(id)
      ? `${book === 'quickbooks' ? 'b' : 'q'}${id.slice(1)}`
      : model.twin(book, entity, id);
    return twin === undefined
      ? ({ state: 'unlinked', name: id } as const)
      : ({ state: 'linked', id: twin } as const);
  },
});
