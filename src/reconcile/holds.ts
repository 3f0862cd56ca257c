import type { Book, EntityName } from '../entities/definition';
import { bookTitle, otherBook } from '../entities/definition';
import { documentHolds } from './documentHolds';
import type { StandsBack } from './guards/bookRules';
import { hold, releaseOf, theRecord, wordOf, type HeldRecord, type Hold } from './hold';
import { asShown, holderOf, listed, shownAtMost } from './holdWords';
import { takenBackHolds } from './takenBackHolds';

export type { AppliedThere, DocumentShown } from './documentHolds';
export type { HeldRecord, Hold, HoldCause, HoldRelease } from './hold';
export { hold, theRecord, wordOf } from './hold';

/** What to do about a record of Bill.com that is never made in QuickBooks. */
const standsForCure = (entity: EntityName): string =>
  entity === 'item'
    ? 'An item made in Bill.com is not made in QuickBooks: choose with “tieout map” which item it stands for there, or, on bills and vendor credits, which account. The next sync then goes on.'
    : 'A customer made below another one in Bill.com is not made in QuickBooks by default: choose with “tieout map” which customer or job it stands for there. The next sync then goes on.';

/** All holds that reconciling makes, each with its sentence, its cure and what releases it. */
/** What a person does about a change on the side that does not own it. */
function restoreCure(label: string, restored: { readonly in: Book; readonly mayFollow: boolean }): string {
  const [changed, owner] = [restored.in, otherBook(restored.in)];
  const here = bookTitle[owner];
  const restore = `--field "${label}=${owner}" to restore what ${here} has`;
  return restored.mayFollow
    ? `Make the same change in ${here} by hand; or say with “tieout resolve” ${restore}, or --field "${label}=${changed}" to have the change made in ${here}. Until then it stays listed, and both books stay as they are.`
    : `Make the same change in ${here}; or say with “tieout resolve” ${restore}, or --field "${label}=${changed}" to keep the difference.`;
}

export const holds = {
  waitingForReference: (
    r: HeldRecord,
    field: string,
    label: string,
    awaited: { entity: EntityName; id: string; name: string },
  ): Hold =>
    hold(r, 'waiting', {
      field,
      sentence: `${theRecord(r)} waits for its ${label} “${awaited.name}”, which is not in ${bookTitle[otherBook(r.book)]} yet.`,
      cure: 'Nothing: it goes on by itself as soon as that one is synced. If that one is held too, clear it first.',
      release: { when: 'linked', entity: awaited.entity, book: r.book, id: awaited.id },
      detail: { awaits: awaited },
    }),

  /** Of Bill.com's record that uses one which is never made in QuickBooks: a person says what that one stands for. */
  waitingForChoice: (
    r: HeldRecord,
    field: string,
    label: string,
    awaited: { entity: EntityName; id: string; name: string; standsFor?: EntityName },
  ): Hold =>
    hold(r, 'toMap', {
      field,
      sentence: `${theRecord(r)} waits for its ${label} “${awaited.name}”, which was made in Bill.com and stands for ${awaited.standsFor === undefined ? 'nothing in QuickBooks yet' : `an ${awaited.standsFor} of QuickBooks, where an item is needed`}.`,
      cure:
        awaited.standsFor === undefined
          ? standsForCure(awaited.entity)
          : 'Choose with “tieout map” an item that it stands for there instead; bills and vendor credits use it as well. The next sync then goes on.',
      release: { when: 'linked', entity: awaited.entity, book: r.book, id: awaited.id },
      detail: { awaits: awaited },
    }),

  /** The record itself goes over without it. */
  leftOutReference: (
    r: HeldRecord,
    field: string,
    label: string,
    awaited: { entity: EntityName; id: string; name: string },
  ): Hold =>
    hold(r, 'waiting', {
      field,
      sentence: `${theRecord(r)} is synced without its ${label} “${awaited.name}”, which ${bookTitle[otherBook(r.book)]} does not have yet.`,
      cure: `Nothing: it follows by itself as soon as ${bookTitle[otherBook(r.book)]} has it; what that takes is said where “${awaited.name}” itself is listed.`,
      release: { when: 'linked', entity: awaited.entity, book: r.book, id: awaited.id },
      detail: { awaits: awaited },
    }),

  /** @param notInto a book that does not take what the other one has, so that with its value nothing is written */
  conflict: (
    r: HeldRecord,
    field: string,
    label: string,
    values: { quickbooks: unknown; billcom: unknown },
    notInto: readonly Book[] = [],
  ): Hold => {
    const kept = notInto.map(
      (book) =>
        ` ${bookTitle[book]} does not take what ${bookTitle[otherBook(book)]} has: if that counts, nothing is written and each book keeps its own.`,
    );
    return hold(r, 'conflict', {
      field,
      sentence: `The ${label} of the ${wordOf(r)} “${r.name}” was changed in both books: QuickBooks says ${asShown(values.quickbooks)}, Bill.com says ${asShown(values.billcom)}.`,
      cure: `Say with “tieout resolve” which value counts, make them equal in either book, or set which book wins for this list.${kept.join('')} Everything else of this record goes on syncing.`,
      detail: notInto.length === 0 ? values : { ...values, notInto },
    });
  },

  /** Ends by what happens to the other records too, so it is looked at again in every cycle. */
  possibleDuplicate: (r: HeldRecord, twins: readonly { id: string; name: string }[], because: string): Hold =>
    hold(r, 'possibleDuplicate', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} may be the same as ${listed(
        twins.map((twin) => twin.name),
        'or',
      )} in ${bookTitle[otherBook(r.book)]} (${because}), so it was neither linked nor created a second time.`,
      cure: 'Say whether they are the same: “tieout links --propose” lists the pair with its number, --accept links the two, --reject has each stand for itself. Or make their names equal, or clearly different.',
      detail: { twins: twins.slice(0, shownAtMost) },
    }),

  /** A name or number that must be the only one in the written book; `field` is '' when the record is to be made. */
  nameInUse: (
    r: HeldRecord,
    field: string,
    label: string,
    value: string,
    by: { readonly name: string; readonly active: boolean; readonly word?: string },
  ): Hold =>
    hold(r, 'nameInUse', {
      field,
      release: { when: 'nextCycle' },
      sentence:
        field === ''
          ? `${theRecord(r)} cannot be made in ${bookTitle[otherBook(r.book)]}: its ${label} “${value}” is in use there (by ${holderOf(by)}).`
          : `The ${label} “${value}” of the ${wordOf(r)} “${r.name}” in ${bookTitle[r.book]} cannot go to ${bookTitle[otherBook(r.book)]}: it is in use there (by ${holderOf(by)}).`,
      cure:
        label !== 'name'
          ? `Change the ${label} of one of the two.`
          : by.word === undefined
            ? 'Rename one of the two. QuickBooks allows a name once, whatever its capitals, and inactive records count.'
            : 'Rename one of the two, or set nameClash=suffix so that Tieout adds a mark to such names in QuickBooks. Vendors, customers, employees and other names share one list of names there.',
      detail: { value, by: by.name },
    }),

  claimedTwice: (r: HeldRecord, label: string, value: string, rivals: readonly string[]): Hold =>
    hold(r, 'nameInUse', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} is not made in ${bookTitle[otherBook(r.book)]} yet: ${listed(rivals, 'and')} would have the same ${label} “${value}” there.`,
      cure: r.definition.document
        ? `${bookTitle[otherBook(r.book)]} takes a ${label} once. Give them different ones in ${bookTitle[r.book]}, or delete or make void what is there twice. The next sync then goes on.`
        : `If they are the same, merge them in ${bookTitle[r.book]}; if not, give them a different ${label}. The next sync then goes on.`,
      detail: { value, rivals: rivals.slice(0, shownAtMost) },
    }),

  twinUnreadable: (r: HeldRecord, twin: string): Hold =>
    hold(r, 'toPutRight', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} waits, because “${twin}” in ${bookTitle[otherBook(r.book)]} seems to be the same and could not be read.`,
      cure: 'Correct that one; the next sync then goes on.',
      detail: { twin },
    }),

  /** Its twin may be the outcome of a write that a person is asked about. */
  twinInDoubt: (r: HeldRecord, twins: readonly string[]): Hold =>
    hold(r, 'waiting', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} waits, because it may be what became of ${listed(twins, 'or')} in ${bookTitle[otherBook(r.book)]}, whose answer was lost.`,
      cure: 'Nothing here: it goes on by itself once that one is decided (“tieout resolve”).',
    }),

  /** Without this field the other book takes no such record. */
  incomplete: (r: HeldRecord, field: string, label: string, because: string): Hold =>
    hold(r, 'toPutRight', {
      field,
      sentence: `${theRecord(r)} is not made in ${bookTitle[otherBook(r.book)]}: ${because}.`,
      cure: `Correct its ${label} in ${bookTitle[r.book]}; the next sync then goes on.`,
    }),

  inactiveReference: (r: HeldRecord, field: string, label: string, name: string): Hold =>
    hold(r, 'toPutRight', {
      field,
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} waits for its ${label} “${name}”, which is inactive in ${bookTitle[otherBook(r.book)]}.`,
      cure: `Make “${name}” active in ${bookTitle[otherBook(r.book)]}, or choose another ${label}. The next sync then goes on.`,
    }),

  /** QuickBooks takes no such record as this reference. */
  misfit: (r: HeldRecord, field: string, label: string, name: string, because: string): Hold =>
    hold(r, 'toPutRight', {
      field,
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} cannot go to QuickBooks with its ${label} “${name}”: ${because}.`,
      cure: `Choose another ${label} in ${bookTitle[r.book]}, or put “${name}” right in QuickBooks. The next sync then goes on.`,
    }),

  parentCircle: (r: HeldRecord, field: string, label: string, name: string): Hold =>
    hold(r, 'conflict', {
      field,
      release: { when: 'nextCycle' },
      sentence: `The ${label} of the ${wordOf(r)} “${r.name}” is “${name}” in ${bookTitle[r.book]}, but in ${bookTitle[otherBook(r.book)]} “${name}” is still below “${r.name}”, so it would stand below itself.`,
      cure: `Take “${name}” out from under “${r.name}” in ${bookTitle[otherBook(r.book)]}, or undo the move in ${bookTitle[r.book]}.`,
    }),

  ownerRule: (r: HeldRecord, because: string, cure = 'Nothing to do.'): Hold =>
    hold(r, 'ownerRule', { sentence: `${theRecord(r)} is left alone. ${because}`, cure }),

  /** By what QuickBooks' preferences allow. */
  leftAlone: (r: HeldRecord, { cause, because, cure }: StandsBack): Hold =>
    hold(r, cause, {
      sentence: `${theRecord(r)} is left alone: ${because}.`,
      cure,
      release: releaseOf(cause),
    }),

  fieldLeftAlone: (
    r: HeldRecord,
    field: string,
    label: string,
    value: unknown,
    { cause, because, cure }: StandsBack,
  ): Hold =>
    hold(r, cause, {
      field,
      sentence: `The ${label} ${asShown(value)} of the ${wordOf(r)} “${r.name}” stays in ${bookTitle[r.book]} only: ${because}.`,
      cure,
      release: releaseOf(cause),
      detail: { value },
    }),

  cannotChange: (
    r: HeldRecord,
    field: string,
    label: string,
    values: { quickbooks: unknown; billcom: unknown },
    { because, cure }: { readonly because: string; readonly cure?: string },
    /** Where it was changed, if what the other book has may be restored there; and whether the change may follow. */
    restored?: { readonly in: Book; readonly mayFollow: boolean },
  ): Hold =>
    hold(r, 'cannotChange', {
      field,
      sentence: `The ${label} of the ${wordOf(r)} “${r.name}” differs: QuickBooks has ${asShown(values.quickbooks)}, Bill.com has ${asShown(values.billcom)}. ${because}`,
      cure:
        cure ??
        (restored
          ? restoreCure(label, restored)
          : `Make the ${label} equal by hand in the book where that is possible.`),
      detail: restored
        ? { ...values, restoredIn: restored.in, ...(restored.mayFollow && { mayFollow: true }) }
        : values,
    }),

  notCarried: (r: HeldRecord, field: string, label: string, value: unknown, because: string): Hold =>
    hold(r, 'notCarried', {
      field,
      sentence: `The ${label} ${asShown(value)} of the ${wordOf(r)} “${r.name}” stays in ${bookTitle[r.book]} only: ${because}.`,
      cure: 'Nothing has to be done: the rest of the record is synced. If the other book should have it too, shorten it there.',
      detail: { value },
    }),

  unreadable: (r: HeldRecord, problem: string): Hold =>
    hold(r, 'unreadable', {
      sentence: `${theRecord(r)} could not be read: ${problem}.`,
      cure: 'Correct it there; the next sync reads it again. If it looks right, tell Tieout’s support.',
    }),

  /** QuickBooks does not tell a merge from a deletion; one that nothing else shows is said to be either. */
  deleted: (r: HeldRecord): Hold => {
    const [left, gone] = [bookTitle[r.book], bookTitle[otherBook(r.book)]];
    const mayBeMerged = r.book === 'billcom';
    return hold(r, 'deleted', {
      sentence: `The ${wordOf(r)} “${r.name}” was deleted in ${gone}${mayBeMerged ? ', or merged into another one there' : ''}; its twin in ${left} was left as it is.`,
      cure: `Make it inactive in ${left} if it should go there too${mayBeMerged ? '; if it was merged, merge the two there as well' : ''}.`,
    });
  },

  merged: (r: HeldRecord, into: string): Hold =>
    hold(r, 'merged', {
      sentence: `${theRecord(r)} was merged into “${into}”; its twin in ${bookTitle[otherBook(r.book)]} was left as it is.`,
      cure: `Merge the two in ${bookTitle[otherBook(r.book)]} as well.`,
    }),

  leftOut: (r: HeldRecord, who: string): Hold =>
    hold(r, 'leftOut', {
      sentence: `${theRecord(r)} was left out by ${who}, so it is not made in ${bookTitle[otherBook(r.book)]}.`,
      cure: `Nothing to do. If it should go there after all: “tieout leave-out … ${r.definition.name} ${r.id} --undo”.`,
      release: { when: 'decision' },
    }),

  inactive: (r: HeldRecord): Hold =>
    hold(r, 'inactive', {
      sentence: `${theRecord(r)} is inactive and has no twin, so it is not made in ${bookTitle[otherBook(r.book)]}.`,
      cure: 'Nothing to do. If it should be synced, make it active.',
    }),

  ...documentHolds,
  ...takenBackHolds,
} as const;
