import type { CanonicalFields, EntityDefinition } from '../entities/definition';
import { isEmptyValue, sameValue } from '../entities/definition';
import type { BookRecord } from '../entities/record';

/**
 * A list entry that we made in QuickBooks, whose answer was lost and that somebody renamed before we looked, where its Add
 * takes no ExternalGUID (accounts, classes, terms). It is known by what it cannot have lost: QuickBooks made it about when
 * our set left, it was changed since, nobody had seen it before, and but for its name it is as it was sent. Where nothing
 * else was sent (a class), somebody may as well have made another one then and corrected its name: a person is asked. Pure.
 */

/** A create of an entry that QuickBooks has not by the name that was sent. */
export interface LostCreate {
  readonly id: string;
  readonly fields: CanonicalFields;
  /** When it left. */
  readonly sentAt: Date;
  /** Between which times on the PC's wall QuickBooks made it, if it did. */
  readonly madeFrom: string;
  readonly madeTo: string;
}

/** An entry of the list as QuickBooks shows it now, with its own times on the wall. */
export interface ListEntry {
  readonly record: BookRecord;
  readonly made: string;
  readonly modified: string;
  /** When it was read last before; undefined: never. */
  readonly seenAt?: Date | undefined;
  /** It is linked, or the outcome of another write. */
  readonly isTaken: boolean;
  /** A person is asked whether it is another write's. */
  readonly isDoubted: boolean;
}

/** What became of a create: this entry, nothing (no candidates), or nobody can tell from outside. */
export type WhatBecame =
  { readonly is: BookRecord; readonly edited: readonly string[] } | { readonly mayBe: readonly BookRecord[] };

/** What became of each of these creates of one list, by their ids. What is one's is no other's. */
export function renamedSince(
  definition: Pick<EntityDefinition, 'fields'>,
  lost: readonly LostCreate[],
  entries: readonly ListEntry[],
): ReadonlyMap<string, WhatBecame> {
  const judged = lost.map((create) => ({
    create,
    fits: entries.filter((entry) => fit(definition, create, entry) === 'fits'),
    others: entries.filter((entry) => fit(definition, create, entry) === 'doubtful'),
  }));
  const outcomes = judged.map(({ create, fits, others }): [string, WhatBecame] => {
    const [only] = fits;
    const rivals = judged.filter((each) => only && each.create !== create && each.fits.includes(only));
    if (only && fits.length === 1 && others.length === 0 && rivals.length === 0)
      return [create.id, { is: only.record, edited: editedOf(create, only) }];
    return [create.id, { mayBe: [...fits, ...others].map(({ record }) => record) }];
  });
  const known = new Set(outcomes.flatMap(([, outcome]) => ('is' in outcome ? [outcome.is.id] : [])));
  return new Map(
    outcomes.map(([id, outcome]): [string, WhatBecame] =>
      'is' in outcome
        ? [id, outcome]
        : [id, { mayBe: outcome.mayBe.filter((record) => !known.has(record.id)) }],
    ),
  );
}

/** Whether an entry is what became of a create, as far as the two tell; undefined: it is not. */
function fit(
  { fields }: Pick<EntityDefinition, 'fields'>,
  create: LostCreate,
  entry: ListEntry,
): 'fits' | 'doubtful' | undefined {
  if (entry.isTaken || (entry.seenAt !== undefined && entry.seenAt < create.sentAt)) return undefined;
  const edited = editedOf(create, entry);
  const isOfAnotherKind = edited.some((name) => fields[name]?.fixedAtCreation);
  // What nobody has changed since it was made still has the name and the type that it was made with.
  if ((edited.includes('name') || isOfAnotherKind) && entry.modified === entry.made) return undefined;
  const isAsSent = edited.every((name) => name === 'name');
  const isInTime = create.madeFrom <= entry.made && entry.made <= create.madeTo;
  const isKnown = !edited.includes('name') || saysMoreThanItsName({ fields }, create);
  if (isAsSent && isInTime) return isKnown && !entry.isDoubted ? 'fits' : 'doubtful';
  return isAsSent || isInTime ? 'doubtful' : undefined;
}

/** Whether something was sent that tells it from others: its number or description, the days of a term. */
const saysMoreThanItsName = (
  { fields }: Pick<EntityDefinition, 'fields'>,
  { fields: sent }: LostCreate,
): boolean =>
  Object.entries(sent).some(
    ([name, value]) =>
      !['name', 'active', 'parent'].includes(name) && !fields[name]?.fixedAtCreation && !isEmptyValue(value),
  );

const editedOf = ({ fields }: LostCreate, { record }: ListEntry): string[] =>
  Object.keys(fields).filter((name) => !sameValue(record.fields[name], fields[name]));
