import type { Book, CanonicalFields, EntityDefinition, EntityName } from '../entities/definition';
import type { Taker } from '../entities/appliedLinks';
import type { Question } from '../entities/documentRules';
import { bookTitle, otherBook } from '../entities/definition';
import type { StandsBack } from './guards/bookRules';
import { asShown, holderOf, joined, listed, shownAtMost, takerName } from './holdWords';

/** What Bill.com applies to one of its documents: a payment, or a credit, which has no name there. */
export interface AppliedThere {
  readonly name: string | null;
  readonly amount: string;
  /** What it is, where it is no payment: a credit memo. */
  readonly word?: string;
}

export type HoldCause =
  | 'waiting' // for another record
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

/** A preference is turned on without an edit of the record. */
const releaseOf = (cause: StandsBack['cause']): HoldRelease =>
  cause === 'featureOff' || cause === 'closedPeriod'
    ? { when: 'preferencesChange' }
    : { when: cause === 'wrongAccount' ? 'nextCycle' : 'recordChanges' };

/** What tells documents of one number apart. */
export interface DocumentShown {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Dollars, as far as its book says it. */
  readonly total: string | undefined;
}
const documentWords = ({ date, total }: DocumentShown): string =>
  total === undefined ? `dated ${date}` : `dated ${date}, ${total}`;

/** All holds that reconciling makes, each with its sentence, its cure and what releases it. */
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

  conflict: (
    r: HeldRecord,
    field: string,
    label: string,
    values: { quickbooks: unknown; billcom: unknown },
  ): Hold =>
    hold(r, 'conflict', {
      field,
      sentence: `The ${label} of the ${wordOf(r)} “${r.name}” was changed in both books: QuickBooks says ${asShown(values.quickbooks)}, Bill.com says ${asShown(values.billcom)}.`,
      cure: 'Say with “tieout resolve” which value counts, make them equal in either book, or set which book wins for this list. Everything else of this record goes on syncing.',
      detail: values,
    }),

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

  /** A document that people may have entered in both books. `own` and the twins are shown by day and total. */
  duplicate: (
    r: HeldRecord,
    own: DocumentShown,
    twins: readonly (DocumentShown & { id: string; name: string })[],
    { because, cure }: { readonly because: string; readonly cure: string },
  ): Hold =>
    hold(r, 'possibleDuplicate', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} (${documentWords(own)}) may be in ${bookTitle[otherBook(r.book)]} already, as ${joined(
        twins.map(({ name, ...shown }) => `“${name}” (${documentWords(shown)})`),
        'or',
      )}: ${because}. So it was neither linked nor made a second time.`,
      cure,
      detail: { own, twins: twins.slice(0, shownAtMost) },
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

  /**
   * The same of a document's number, which Bill.com takes once (BDC_1171).
   * @param by the one that has it; undefined for one that gets it in the same sync.
   */
  numberTaken: (
    r: HeldRecord,
    field: string,
    value: string,
    by: { readonly date: string; readonly party: string } | undefined,
  ): Hold => {
    const there = bookTitle[otherBook(r.book)];
    const whose = by
      ? `the ${r.definition.words.one} dated ${by.date} of “${by.party}” has it there`
      : `another ${r.definition.words.one} gets it there now`;
    return hold(r, 'nameInUse', {
      field,
      release: { when: 'nextCycle' },
      sentence:
        field === ''
          ? `${theRecord(r)} is not made in ${there}, which takes a number once: ${whose}.`
          : `The number “${value}” of the ${wordOf(r)} “${r.name}” in ${bookTitle[r.book]} cannot go to ${there}, which takes a number once: ${whose}.`,
      cure: `Give one of the two another number. If they are the same ${r.definition.words.one}, see that customer, date and total are the same in both books. The next sync then goes on.`,
      detail: { value, ...(by && { of: { party: by.party } }) },
    });
  },

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
    hold(r, 'waiting', {
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
      cure: 'Decide that one first (“tieout resolve”); this one then goes on by itself.',
    }),

  /** Without this field the other book takes no such record. */
  incomplete: (r: HeldRecord, field: string, label: string, because: string): Hold =>
    hold(r, 'notCarried', {
      field,
      sentence: `${theRecord(r)} is not made in ${bookTitle[otherBook(r.book)]}: ${because}.`,
      cure: `Correct its ${label} in ${bookTitle[r.book]}; the next sync then goes on.`,
    }),

  inactiveReference: (r: HeldRecord, field: string, label: string, name: string): Hold =>
    hold(r, 'waiting', {
      field,
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} waits for its ${label} “${name}”, which is inactive in ${bookTitle[otherBook(r.book)]}.`,
      cure: `Make “${name}” active in ${bookTitle[otherBook(r.book)]}, or choose another ${label}. The next sync then goes on.`,
    }),

  /** QuickBooks takes no such record as this reference. */
  misfit: (r: HeldRecord, field: string, label: string, name: string, because: string): Hold =>
    hold(r, 'waiting', {
      field,
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} cannot go to QuickBooks with its ${label} “${name}”: ${because}.`,
      cure: `Choose another ${label} in ${bookTitle[r.book]}, or put “${name}” right in QuickBooks. The next sync then goes on.`,
    }),

  /** It would be applied to more than is open (3210). */
  noRoom: (r: HeldRecord, label: string, on: { name: string; amount: string; left: string }): Hold =>
    hold(r, 'waiting', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} applies ${on.amount} to the ${label} “${on.name}”, of which only ${on.left} is open in QuickBooks. Perhaps it was paid or credited there by hand, or changed.`,
      cure: `If it was paid by hand in QuickBooks, delete that payment there; or make it void in Bill.com. If the ${label} was changed in QuickBooks, restore its amount. The next sync then goes on.`,
      detail: on,
    }),

  /** As `noRoom`, where QuickBooks says what has taken it: credits come after payments. */
  takenBefore: (
    r: HeldRecord,
    label: string,
    on: { name: string; amount: string; left: string },
    takers: readonly Taker[],
  ): Hold => {
    const credits = takers.filter(({ word }) => word === 'credit memo');
    const taken = takers.map(({ amount, ...taker }) => `${takerName(taker)} takes ${amount}`);
    return hold(r, 'waiting', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} applies ${on.amount} to the ${label} “${on.name}”, of which only ${on.left} is open in QuickBooks: ${joined(taken, 'and')} of it there.`,
      cure:
        credits.length > 0
          ? `Payments are applied before credit memos. In QuickBooks an Accountant opens the ${label}, chooses Apply Credits and takes the check mark from ${joined(credits.map(takerName), 'and')}; the next sync then applies the payment, and the credit can be applied again to what it leaves open, or to another ${label}. If the payment is for another ${label}, apply it to that one in Bill.com.`
          : `If that is the same payment, say so with “tieout links --link”. If the money came twice, apply this payment to another ${label} in Bill.com, or take it off there, so that it stays the customer’s credit. The next sync then goes on.`,
      detail: { ...on, takers: takers.slice(0, shownAtMost) },
    });
  },

  /** By what it is applied to, or by the company's accounts. */
  notPostable: (r: HeldRecord, { because, cure }: { because: string; cure: string }): Hold =>
    hold(r, 'waiting', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} cannot go to ${bookTitle[otherBook(r.book)]}: ${because}.`,
      cure,
    }),

  /** Of QuickBooks' record, whose twin nobody can change. */
  replaced: (r: HeldRecord): Hold =>
    hold(r, 'waiting', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} is another than what was recorded for it in Bill.com, which lets nobody change that: it is made void there, and recorded anew by the sync after it.`,
      cure: 'Nothing: the next sync goes on with it.',
    }),

  /** It would come to another total in the other book. */
  otherTotal: (r: HeldRecord, { because, cure }: { readonly because: string; readonly cure: string }): Hold =>
    hold(r, 'notCarried', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} is not synced: ${because}.`,
      cure,
    }),

  lessThanApplied: (r: HeldRecord, { amount, applied }: { amount: string; applied: string }): Hold => {
    const there = bookTitle[otherBook(r.book)];
    return hold(r, 'waiting', {
      field: 'lines',
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} comes to ${amount} now, and ${applied} of it is paid or credited in ${there}, which lets no ${wordOf(r)} come to less than that.`,
      cure: `If it was paid or credited by hand in ${there}, take that off there; or correct the ${wordOf(r)} in ${bookTitle[r.book]}. The next sync then goes on.`,
      detail: { amount, applied },
    });
  },

  /** @param by what is applied to it in Bill.com */
  lessThanPaid: (
    r: HeldRecord,
    { amount, paid }: { amount: string; paid: string },
    by: readonly AppliedThere[],
  ): Hold => {
    const payments = by.flatMap(({ name, word }) => (word === undefined ? (name ?? []) : []));
    const credits = by.flatMap(({ name, word }) =>
      word === undefined ? [] : `the ${word} ${name ?? 'without a number'}`,
    );
    const isCredited = by.some(({ name, word }) => name === null && word === undefined);
    const what = [
      ...(payments.length === 0 ? [] : [`by ${listed(payments, 'and')}`]),
      ...(isCredited ? ['with credits'] : []),
      ...(credits.length === 0 ? [] : [`with ${joined(credits, 'and')}`]),
    ];
    const more =
      r.definition.receivable === undefined
        ? `a Payer cancels in Bill.com what is scheduled, or makes void what was paid${isCredited ? ', or takes the credits off' : ''}, and pays it anew; or what was paid too much comes as a vendor credit of Bill.com, and the ${wordOf(r)} stays as it was.`
        : `take off it in Bill.com what is too much: apply the payment${credits.length === 0 ? '' : ' or the credit memo'} to another ${wordOf(r)}, or leave the rest as the customer’s credit.`;
    return hold(r, 'waiting', {
      field: 'lines',
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} comes to ${amount} now, and ${paid} of it is paid${credits.length === 0 ? '' : ', credited'} or about to be in Bill.com (${what.join(' and ')}), which lets no ${wordOf(r)} come to less than that.`,
      cure: `If the edit was wrong, correct the ${wordOf(r)} in QuickBooks. If it is right, ${more} The next sync then goes on.`,
      detail: { amount, paid, by: payments.slice(0, shownAtMost) },
    });
  },

  /** Bill.com would have it paid twice. `others`: payments of Bill.com that are on their way. */
  paidTwice: (
    r: HeldRecord,
    label: string,
    on: { name: string; amount: string; left: string },
    others: readonly string[],
  ): Hold =>
    hold(r, 'waiting', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} is not recorded in Bill.com: it pays ${on.amount} of the ${label} “${on.name}”, of which ${on.left} can still be paid there${others.length === 0 ? '. Perhaps it was paid or credited there, too' : `. It would be paid twice, for Bill.com has ${listed(others, 'and')} on the way`}.`,
      cure:
        others.length === 0
          ? `If the ${label} was paid twice, ask the vendor for the money, or delete the payment in QuickBooks if it was never made. If the two are the same payment, say so with “tieout links --link”.`
          : 'A Payer cancels the one in Bill.com before its process date, if the bill is paid; or delete the payment in QuickBooks, if it was never made. The next sync then goes on.',
      detail: { ...on, others: others.slice(0, shownAtMost) },
    }),

  /** After it, Bill.com would have less open of a bill than QuickBooks has. */
  recordedAlready: (
    r: HeldRecord,
    label: string,
    on: { name: string; amount: string; quickbooks: string; billcom: string },
  ): Hold =>
    hold(r, 'waiting', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} is not recorded in Bill.com: it pays ${on.amount} of the ${label} “${on.name}”, of which Bill.com would then have ${on.billcom} open and QuickBooks has ${on.quickbooks}. Perhaps Bill.com has this payment already.`,
      cure: `If it has, under another date or number, say so with “tieout links --link”. If it has not, the ${label}’s amount or another payment of it differs: put that right, and the next sync goes on.`,
      detail: on,
    }),

  /** Made in the other book when a person says so. @param shown what the person decides about. */
  asksFirst: (r: HeldRecord, { because, cure }: Question, shown: CanonicalFields): Hold =>
    hold(r, 'asksFirst', {
      // What it is applied to may be paid meanwhile, so that nothing is left to ask.
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} ${because}.`,
      cure,
      detail: { shown },
    }),

  /** People may have entered it in the other book, too, in other parts. @param on `there`: the payments that one has of it */
  enteredInParts: (
    r: HeldRecord,
    label: string,
    on: {
      readonly name: string;
      readonly amount: string;
      readonly quickbooks: string | undefined;
      readonly billcom: string | undefined;
      readonly there: readonly { readonly name: string; readonly amount: string; readonly date: string }[];
      readonly shown: CanonicalFields;
    },
  ): Hold => {
    const there = on.there.map(({ name, amount, date }) => `“${name}” (${amount} of ${date})`);
    const isOne = there.length === 1;
    const [here, other] = [bookTitle[r.book], bookTitle[otherBook(r.book)]];
    const undoes = r.book === 'billcom' ? 'delete in QuickBooks' : 'make void in Bill.com';
    const open = [
      ...(on.quickbooks === undefined ? [] : [`${on.quickbooks} in QuickBooks`]),
      ...(on.billcom === undefined ? [] : [`${on.billcom} in Bill.com`]),
    ];
    return hold(r, 'asksFirst', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} pays ${on.amount} of the ${label} “${on.name}”, on which ${other} has ${isOne ? 'a payment' : 'payments'} that ${here} does not have: ${joined(there, 'and')}. ${isOne ? 'It' : 'They'} may be the same money, entered by hand in other parts; made now, it would stand in ${other} twice.${open.length === 0 ? '' : ` Open of the ${label}: ${joined(open, 'and')}.`}`,
      cure: `An Accountant compares the two and says with “tieout resolve”: --leave, it is the same money, and this one stays in ${here} only; --record, it is other money, and is made in ${other} too. Or ${undoes} what was entered there by hand, and the next sync makes this one.`,
      detail: {
        ...{ name: on.name, amount: on.amount, quickbooks: on.quickbooks, billcom: on.billcom },
        ...{ there: on.there.slice(0, shownAtMost), shown: on.shown },
      },
    });
  },

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
    /** Where it was changed, if what the other book has may be restored there. */
    restoredIn?: Book,
  ): Hold =>
    hold(r, 'cannotChange', {
      field,
      sentence: `The ${label} of the ${wordOf(r)} “${r.name}” differs: QuickBooks has ${asShown(values.quickbooks)}, Bill.com has ${asShown(values.billcom)}. ${because}`,
      cure:
        cure ??
        (restoredIn
          ? `Make the same change in ${bookTitle[otherBook(restoredIn)]}; or say with “tieout resolve” --field "${label}=${otherBook(restoredIn)}" to restore what ${bookTitle[otherBook(restoredIn)]} has, or --field "${label}=${restoredIn}" to keep the difference.`
          : `Make the ${label} equal by hand in the book where that is possible.`),
      detail: restoredIn ? { ...values, restoredIn } : values,
    }),

  notCarried: (r: HeldRecord, field: string, label: string, value: unknown, because: string): Hold =>
    hold(r, 'notCarried', {
      field,
      sentence: `The ${label} ${asShown(value)} of the ${wordOf(r)} “${r.name}” stays in ${bookTitle[r.book]} only: ${because}.`,
      cure: 'Shorten it there if the other book should have it too. The rest of the record is synced.',
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

  /**
   * A transaction of one book whose twin in the other was deleted or made void there, by hand.
   * @param because why it was not undone with its twin, where that is the rule.
   * @param cure how it is undone in its own book.
   */
  undone: (
    r: HeldRecord,
    how: {
      readonly mayMakeAgain: boolean;
      readonly because?: string | undefined;
      readonly cure?: string | undefined;
    },
  ): Hold => {
    const { mayMakeAgain, because, cure } = how;
    const [left, gone] = [bookTitle[r.book], bookTitle[otherBook(r.book)]];
    const own = cure ?? `If it should be undone in ${left} too, do it there.`;
    const again = `--again that Tieout makes it again in ${gone}, or `;
    return hold(r, 'deleted', {
      sentence: `The ${wordOf(r)} “${r.name}” was deleted or made void in ${gone}; its twin in ${left} was left as it is${because === undefined ? '' : `, since ${because}`}.`,
      cure: `${own} Or say with “tieout resolve” ${mayMakeAgain ? again : ''}--keep that it stays in ${left} only.`,
      detail: { choices: [...(mayMakeAgain ? ['again'] : []), 'keep'] },
      // What keeps it, a payment say, may end without an edit of the record.
      ...(because === undefined ? {} : { release: { when: 'nextCycle' } }),
    });
  },

  /** As a person decided, one side stays whose twin is gone. */
  kept: (r: HeldRecord, who: string, mayMakeAgain: boolean): Hold => {
    const [left, gone] = [bookTitle[r.book], bookTitle[otherBook(r.book)]];
    return hold(r, 'leftOut', {
      sentence: `The ${wordOf(r)} “${r.name}” stays in ${left} only, as ${who} decided: its twin in ${gone} was deleted or made void.`,
      cure: mayMakeAgain
        ? `Nothing to do. If ${gone} should have it after all: “tieout resolve” --again.`
        : 'Nothing to do.',
      release: { when: 'decision' },
      detail: { choices: mayMakeAgain ? ['again'] : [] },
    });
  },

  /** Gone from Bill.com, and still in QuickBooks. */
  notVoided: (r: HeldRecord, because: string, closed?: StandsBack): Hold =>
    hold(r, closed?.cause ?? 'cannotChange', {
      sentence: `The ${wordOf(r)} “${r.name}” was cancelled, made void or deleted in Bill.com and still stands in QuickBooks: ${because}.`,
      cure: closed?.cure ?? 'Undo that in QuickBooks; the next sync then makes it void there.',
      release: closed ? releaseOf(closed.cause) : { when: 'nextCycle' },
    }),

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

  /** Posted before Bill.com's approvers denied it. */
  denied: (r: HeldRecord): Hold =>
    hold(r, 'denied', {
      sentence: `${theRecord(r)} was denied by its approvers after it had been posted in QuickBooks, where it still stands.`,
      cure: 'If it is not owed, an Accountant deletes it in Bill.com and takes it out of QuickBooks by hand; if it is, an Approver approves it in Bill.com.',
    }),

  inactive: (r: HeldRecord): Hold =>
    hold(r, 'inactive', {
      sentence: `${theRecord(r)} is inactive and has no twin, so it is not made in ${bookTitle[otherBook(r.book)]}.`,
      cure: 'Make it active if it should be synced.',
    }),
} as const;
