import { isOfSetting } from '../entities/companyAccounts';
import type { Book, CanonicalFields, EntityDefinition, EntityName } from '../entities/definition';
import { bookTitle, flowsFrom, otherBook } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { TakeBackWay } from './decisions';
import type { BookRules } from './guards/bookRules';
import { asShown } from './holdWords';
import { isLiving } from './paths';
import type { WriteAction } from './plan';
import { changedFields, isOutOfUse, whyNotFree } from './takenBack';
import { isRefused, wayBack, type NotTakenBack } from './takeBackRules';

/** A write to the same pair that somebody has taken back before. */
export interface KeptApartBefore {
  readonly who: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  /** It is this write itself. */
  readonly isThis: boolean;
  readonly isDone: boolean;
  /** What holds it up, where it waits for a person. */
  readonly held?: { readonly sentence: string; readonly cure: string } | undefined;
}

/** A write, and how its records stand now. */
export interface WriteToUndo {
  readonly definition: EntityDefinition;
  readonly operation: {
    readonly entity: EntityName;
    readonly book: Book;
    readonly action: WriteAction;
    readonly state: 'proposed' | 'planned' | 'sent' | 'applied' | 'rejected' | 'unknown' | 'withdrawn';
    readonly sourceId: string;
    readonly fields: CanonicalFields;
    readonly before: CanonicalFields | null;
    readonly undoes: string | null;
  };
  /** Both records as last seen; the written one, and what it comes from. */
  readonly written: BookRecord | undefined;
  readonly source: BookRecord | undefined;
  /** What the written record said when the two last agreed; undefined when they are not linked any more. */
  readonly agreed: CanonicalFields | undefined;
  /** By what the pair is kept apart already. */
  readonly keptApart: KeptApartBefore | undefined;
  /** The cycle of a later write to the same fields. */
  readonly writtenAgainIn: number | undefined;
  readonly rules: BookRules | undefined;
}

const stateWords: Readonly<Record<string, NotTakenBack>> = {
  proposed: { because: 'it was only shown by a preview', cure: 'Nothing to do: nothing was written.' },
  planned: { because: 'it is not written yet', cure: 'Pause the company, or leave the record out.' },
  sent: { because: 'it is on its way', cure: 'Ask again when the cycle is over.' },
  unknown: {
    because: 'its answer was lost, and nobody knows yet whether it happened',
    cure: 'Clear its hold first (“tieout holds”); then ask again.',
  },
  rejected: { because: 'the book refused it', cure: 'Nothing to do: nothing was written.' },
  withdrawn: { because: 'it was not carried out', cure: 'Nothing to do: nothing was written.' },
};

/** How a write can be taken back, or why not and what to do; what depends on its record is asked elsewhere. Pure. */
export function howToUndo(write: WriteToUndo): TakeBackWay | NotTakenBack {
  const { definition, operation, written, source, agreed, rules } = write;
  const { entity, book, action, state, fields } = operation;
  const there = bookTitle[book];
  if (state !== 'applied') return stateWords[state] as NotTakenBack;
  if (operation.undoes !== null)
    return {
      because: 'it took another write back itself',
      cure: 'To have that one again, release the record (“tieout resolve” --release).',
    };
  const way = wayBack(entity, book, action);
  if (isRefused(way)) return way;
  if (isOfSetting(operation.sourceId))
    return {
      because: 'Tieout made it for one of the company’s settings',
      cure: `Choose another account in the settings first; then delete it in ${there} by hand.`,
    };
  if (write.keptApart) return takenBackBefore(write.keptApart, there);
  if (agreed === undefined || !isLiving(source))
    return {
      because: 'the two records are not linked any more',
      cure: `Undo it in ${there} by hand, if it is wrong.`,
    };
  // A write that made it inactive is taken back by what it was before.
  if (!written || (way === 'restore' ? !isLiving(written) : isOutOfUse(written)))
    return { because: `it is not there any more, or inactive, in ${there}`, cure: 'Nothing to do.' };
  if (!flowsFrom(definition, source.fields, otherBook(book), source.facts))
    return {
      because: `by the rules of what syncs which way Tieout writes none to ${there} now`,
      cure: `Undo it in ${there} by hand, if it is wrong.`,
    };
  if (write.writtenAgainIn !== undefined && way === 'restore')
    return {
      because: `cycle ${write.writtenAgainIn} has written the same again`,
      cure: 'Take that write back first, if both were wrong.',
    };
  const names = way === 'restore' ? Object.keys(fields) : Object.keys(agreed);
  const changed = changedFields(written.fields, pick(agreed, names));
  if (changed.length > 0)
    return {
      because: `somebody has changed it in ${there} since: ${changed
        .map(
          (name) =>
            `${definition.fields[name]?.label ?? name} was ${asShown(agreed[name])}, is ${asShown(written.fields[name])}`,
        )
        .join('; ')}`,
      cure: `Undo it in ${there} by hand, or bring back there what Tieout had written; then ask again.`,
    };
  return whyNotFree(definition, book, way, written, rules) ?? way;
}

const release = 'Release it first (“tieout resolve” --release), if that was meant otherwise.';

function takenBackBefore({ who, day, isThis, isDone, held }: KeptApartBefore, there: string): NotTakenBack {
  if (!isThis)
    return {
      because: `${who} has taken a write of this record back already, and keeps it apart`,
      cure: release,
    };
  if (isDone)
    return { because: `${who} has taken it back already (${day})`, cure: release, progress: 'done' };
  if (held)
    return {
      because: `${who} wanted it taken back (${day}), and it waits for somebody’s decision: ${held.sentence.replace(/\.$/, '')}`,
      cure: held.cure,
      progress: 'held',
    };
  return {
    because: `${who} has decided it already (${day}), and the next sync takes it back in ${there}`,
    cure: release,
    progress: 'underWay',
  };
}

const pick = (fields: CanonicalFields, names: readonly string[]): CanonicalFields =>
  Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, fields[name] ?? null]));
