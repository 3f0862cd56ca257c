import type { Book, EntityDefinition, EntityName } from '../entities/definition';
import { bookTitle } from '../entities/definition';
import type { StandsBack } from './guards/bookRules';

export type HoldCause =
  | 'waiting' // for another record
  | 'toMap' // waits for a record of Bill.com that is never made in QuickBooks, until a person says what it stands for
  | 'tooMuch' // more would be applied than is open
  | 'toPutRight' // in one of the books or the settings, by a person
  | 'conflict'
  | 'asksFirst' // a person, before it is made
  | 'possibleDuplicate'
  | 'nameInUse'
  | 'refused'
  | 'locked'
  | 'unknownOutcome'
  | 'ownerRule'
  | 'featureOff' // in QuickBooks' preferences
  | 'foreignCurrency'
  | 'closedPeriod'
  | 'beforeConnection'
  | 'leftOut' // by a person
  | 'keptApart' // by a person who took a write back
  | 'notTakenBack' // though a person wanted it: the record or its book does not allow it now
  | 'wrongAccount' // one of the company's settings
  | 'otherAccount' // the document is on another A/P account
  | 'notAllowed' // by the book: a plan, a permission
  | 'cannotChange'
  | 'notCarried'
  | 'unreadable'
  | 'denied'
  | 'deleted'
  | 'merged'
  | 'inactive'
  | 'ourBug';

/** What releases a hold. `recordChanges`: an edit of the record in either book. */
export type HoldRelease =
  | { readonly when: 'recordChanges' }
  | { readonly when: 'linked'; readonly entity: EntityName; readonly book: Book; readonly id: string }
  | { readonly when: 'nextCycle' }
  /** The book allows it: each cycle tries one write of the list, and the first that goes through frees the others. */
  | { readonly when: 'allowed' }
  /** QuickBooks' preferences say something else than before. */
  | { readonly when: 'preferencesChange' }
  | { readonly when: 'decision' };

/** Why a record, or one field of it, is not synced now: in words for a bookkeeper. */
export interface Hold {
  readonly entity: EntityName;
  readonly book: Book;
  readonly recordId: string;
  readonly recordName: string;
  readonly cause: HoldCause;
  /** The held field, or '' for the whole record. */
  readonly field: string;
  readonly sentence: string;
  readonly cure: string;
  readonly release: HoldRelease;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The record a hold is about, as a person would name it. */
export interface HeldRecord {
  readonly definition: EntityDefinition;
  readonly book: Book;
  readonly id: string;
  readonly name: string;
  /** What such a record is called, where its entity has several words: a job among the customers. */
  readonly word?: string;
}

export const wordOf = (r: HeldRecord): string => r.word ?? r.definition.words.one;

export function hold(
  record: HeldRecord,
  cause: HoldCause,
  rest: Partial<Hold> & Pick<Hold, 'sentence' | 'cure'>,
): Hold {
  return {
    entity: record.definition.name,
    book: record.book,
    recordId: record.id,
    recordName: record.name,
    cause,
    field: '',
    release: { when: 'recordChanges' },
    detail: {},
    ...rest,
  };
}

export const theRecord = (r: HeldRecord): string => `The ${wordOf(r)} “${r.name}” in ${bookTitle[r.book]}`;

/** Whether a record that cannot go now goes on without a person: by rule the cure of such a one begins with “Nothing”. */
export const needsNobody = (cure: string): boolean => cure.startsWith('Nothing');

/** A preference is turned on without an edit of the record. */
export const releaseOf = (cause: StandsBack['cause']): HoldRelease =>
  cause === 'featureOff' || cause === 'closedPeriod'
    ? { when: 'preferencesChange' }
    : { when: cause === 'wrongAccount' ? 'nextCycle' : 'recordChanges' };
