import type { CanonicalFields } from '../entities/definition';
import type { Taker } from '../entities/appliedLinks';
import type { Question } from '../entities/documentRules';
import { bookTitle, otherBook } from '../entities/definition';
import type { StandsBack } from './guards/bookRules';
import { hold, needsNobody, releaseOf, theRecord, wordOf, type HeldRecord, type Hold } from './hold';
import { joined, listed, shownAtMost, takerName } from './holdWords';

/** What Bill.com applies to one of its documents: a payment, or a credit, which has no name there. */
export interface AppliedThere {
  readonly name: string | null;
  readonly amount: string;
  /** What it is, where it is no payment: a credit memo. */
  readonly word?: string;
}

/** What tells documents of one number apart. */
export interface DocumentShown {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Dollars, as far as its book says it. */
  readonly total: string | undefined;
}
const documentWords = ({ date, total }: DocumentShown): string =>
  total === undefined ? `dated ${date}` : `dated ${date}, ${total}`;

/** A payment of the other book that this one knows nothing of. */
interface Stranger {
  readonly id: string;
  readonly name: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}
const idsOf = (there: readonly Stranger[]): string[] => there.map(({ id }) => id);

/** Holds of transactions only: what is paid, credited, entered twice, made void. */
export const documentHolds = {
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

  /** It would be applied to more than is open (3210). */
  noRoom: (r: HeldRecord, label: string, on: { name: string; amount: string; left: string }): Hold =>
    hold(r, 'tooMuch', {
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
    return hold(r, 'tooMuch', {
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
    hold(r, needsNobody(cure) ? 'waiting' : 'toPutRight', {
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
    hold(r, 'toPutRight', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} is not synced: ${because}.`,
      cure,
    }),

  lessThanApplied: (r: HeldRecord, { amount, applied }: { amount: string; applied: string }): Hold => {
    const there = bookTitle[otherBook(r.book)];
    return hold(r, 'tooMuch', {
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
    return hold(r, 'tooMuch', {
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
    hold(r, 'tooMuch', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} is not recorded in Bill.com: it pays ${on.amount} of the ${label} “${on.name}”, of which ${on.left} can still be paid there${others.length === 0 ? '. Perhaps it was paid or credited there, too' : `. It would be paid twice, for Bill.com has ${listed(others, 'and')} on the way`}.`,
      cure:
        others.length === 0
          ? r.definition.receivable === undefined
            ? `If the ${label} was paid twice, ask the vendor for the money, or delete the payment in QuickBooks if it was never made. If the two are the same payment, say so with “tieout links --link”.`
            : `Payments are applied before credit memos. If a credit memo took it in Bill.com, an Accountant takes that off the ${label} there: the next sync then records the payment, and the credit can be applied again to what it leaves open, or to another ${label}. If Bill.com has the same payment, say so with “tieout links --link”.`
          : `A Payer cancels the one in Bill.com before its process date, if the ${label} is paid; or delete the payment in QuickBooks, if it was never made. The next sync then goes on.`,
      detail: { ...on, others: others.slice(0, shownAtMost) },
    }),

  /** After it, Bill.com would have less open of a bill than QuickBooks has. */
  recordedAlready: (
    r: HeldRecord,
    label: string,
    on: { name: string; amount: string; quickbooks: string; billcom: string },
  ): Hold =>
    hold(r, 'tooMuch', {
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
      readonly there: readonly (Stranger & { readonly amount: string })[];
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
        ...{ there: on.there.slice(0, shownAtMost), shown: on.shown, sameAs: idsOf(on.there) },
      },
    });
  },

  /**
   * One of a customer that the other book may have, applied to something else or to nothing.
   * @param label what the party is called
   * @param on `there`: those of the same party over the same amount; `unused`: what of it is applied to nothing
   */
  appliedElsewhere: (
    r: HeldRecord,
    label: string,
    on: {
      readonly amount: string;
      readonly unused?: string | undefined;
      readonly there: readonly (Stranger & { readonly unused?: string | undefined })[];
      readonly shown: CanonicalFields;
    },
  ): Hold => {
    const rest = (unused: string | undefined): string =>
      unused === undefined ? '' : `, ${unused === on.amount ? 'all' : unused} of it applied to nothing`;
    const there = on.there.map(({ name, date, unused }) => `“${name}” (${date}${rest(unused)})`);
    const isOne = there.length === 1;
    const [here, other] = [bookTitle[r.book], bookTitle[otherBook(r.book)]];
    return hold(r, 'asksFirst', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} is over ${on.amount}${rest(on.unused)}, and ${other} has ${isOne ? 'a payment' : 'payments'} of the same ${label} over the same amount that ${here} does not have: ${joined(there, 'and')}. ${isOne ? 'It' : 'One of them'} may be the same money, entered by hand and applied otherwise; made now, it would stand in ${other} twice.`,
      cure: `An Accountant compares the two and says with “tieout resolve”: --leave, it is the same money, and this one stays in ${here} only; --record, it is other money, and is made in ${other} too. If both books should have it as one payment, “tieout links --link” links the two, and somebody applies it by hand where it is applied to nothing.`,
      detail: {
        ...{ amount: on.amount, there: on.there.slice(0, shownAtMost), shown: on.shown },
        sameAs: isOne ? idsOf(on.there) : [],
      },
    });
  },

  /** As a person said, it is the money of a payment that stays in the other book. @param left what that is called */
  sameMoney: (r: HeldRecord, left: string, who: string): Hold =>
    hold(r, 'leftOut', {
      release: { when: 'nextCycle' },
      sentence: `${theRecord(r)} is not made in ${bookTitle[otherBook(r.book)]}: ${who} decided that it is the same money as “${left}” there.`,
      cure: `Nothing to do. If it is other money after all: “tieout leave-out … --undo” for “${left}” has both asked about again.`,
    }),

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

  /** Posted before Bill.com's approvers denied it. */
  denied: (r: HeldRecord): Hold =>
    hold(r, 'denied', {
      sentence: `${theRecord(r)} was denied by its approvers after it had been posted in QuickBooks, where it still stands.`,
      cure: 'If it is not owed, an Accountant deletes it in Bill.com and takes it out of QuickBooks by hand; if it is, an Approver approves it in Bill.com.',
    }),
} as const;
