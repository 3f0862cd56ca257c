import type { CanonicalFields, EntityDefinition } from '../entities/definition';
import { sameValue } from '../entities/definition';
import type { BookRecord } from '../entities/record';

/**
 * A list entry that we made in QuickBooks, whose answer was lost and that somebody renamed before we looked, where its Add
 * takes no ExternalGUID (accounts, classes, terms). It is known by what it cannot have lost: QuickBooks made it about when
 * our set left, it was changed since, nobody had seen it before, and but for its name it is as it was sent. Pure.
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

/** What became of each of these creates of one list, by their ids. */
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
  return new Map(
    judged.map(({ create, fits, others }): [string, WhatBecame] => {
      const [only] = fits;
      const rivals = judged.filter((each) => only && each.create !== create && each.fits.includes(only));
      if (only && fits.length === 1 && others.length === 0 && rivals.length === 0)
        return [create.id, { is: only.record, edited: editedOf(create, only) }];
      return [create.id, { mayBe: [...fits, ...others].map(({ record }) => record) }];
    }),
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
  // What nobody has changed since it was made is still called what it was made as.
  if (edited.includes('name') && entry.modified === entry.made) return undefined;
  if (edited.some((name) => fields[name]?.fixedAtCreation)) return undefined;
  const isAsSent = edited.every((name) => name === 'name');
  const isInTime = create.madeFrom <= entry.made && entry.made <= create.madeTo;
  if (isAsSent && isInTime) return entry.isDoubted ? 'doubtful' : 'fits';
  return isAsSent || isInTime ? 'doubtful' : undefined;
}

const editedOf = ({ fields }: LostCreate, { record }: ListEntry): string[] =>
  Object.keys(fields).filter((name) => !sameValue(record.fields[name], fields[name]));
