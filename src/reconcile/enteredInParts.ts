import type { Book, EntityName } from '../entities/definition';
import { otherBook } from '../entities/definition';
import { inCents } from '../entities/money';
import type { BookRecord } from '../entities/record';
import { shownOf } from './asking';
import { noDecisions, pairKey } from './decisions';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import { named } from './named';
import { PaymentStrangers, type Applied, type StrangersInput } from './paymentStrangers';

type PartsInput = StrangersInput & Pick<EntityInput, 'targets' | 'decisions'>;

/**
 * Payments that people entered in both books, and that nothing matches: 40 in Bill.com, 25 and 15 in QuickBooks, of one bill;
 * or 40 on an invoice in Bill.com, and 40 of the same customer, or of a job of it, that stands applied to nothing in
 * QuickBooks. As long as there is room QuickBooks takes the money a second time. So it is asked before a payment is made
 * beside such strangers, where Bill.com's may have been entered by hand, too: made before the last preview was accepted, for
 * until then nothing is written for people; or recorded there. What Bill.com paid by itself since is no doubt.
 */
export class EnteredInParts {
  /** Looked for when somebody asks: most plans make no payment. */
  #found: PaymentStrangers | undefined;
  /** Pairs that by a person's word are not the same. */
  readonly #apart: ReadonlySet<string>;

  /** @param isLinked whether a payment has its twin, by this plan or before it. */
  constructor(
    private readonly input: PartsInput,
    private readonly isLinked: (book: Book, id: string) => boolean,
  ) {
    this.#apart = new Set((input.decisions ?? noDecisions).apart.map(pairKey));
  }

  /** The question to be answered before a payment is made in the other book, too; or what was answered. */
  about(book: Book, record: BookRecord, source: HeldRecord): Hold | undefined {
    const { document } = this.input.definition;
    if (!document?.isEnteredByHand) return undefined;
    const same = this.#strangers.sameMoney(book, record);
    if (same) return holds.sameMoney(source, this.#nameOf(otherBook(book), same.left), same.who);
    if (!this.#strangers.mayBeByHand(book, record)) return undefined;
    return this.#ofItsDocuments(book, record, source) ?? this.#notApplied(book, record, source);
  }

  /**
   * The same of one that waits for a document which is left alone as history: before that is made for its sake. In the other
   * book the money may stand applied to what people entered there at the time, so every payment alike is asked about.
   */
  aboutWaiting(book: Book, record: BookRecord, source: HeldRecord): Hold | undefined {
    if (!this.input.definition.document?.isEnteredByHand) return undefined;
    return this.about(book, record, source) ?? this.#alike(book, record, source, () => true);
  }

  /** Payments of the other book that take something of the same document. */
  #ofItsDocuments(book: Book, record: BookRecord, source: HeldRecord): Hold | undefined {
    const { definition, references, targets } = this.input;
    for (const taken of this.#strangers.appliedBy(record)) {
      const twin = references.resolve(taken.entity, book, taken.id);
      if (twin.state !== 'linked') continue;
      const there = { entity: taken.entity, id: twin.id };
      const strangers = this.#notApart(book, record, this.#strangers.ofDocument(otherBook(book), there));
      if (strangers.length === 0) continue;
      const [ours, theirs] = book === 'billcom' ? [twin.id, taken.id] : [taken.id, twin.id];
      const document = targets?.get(taken.entity, ours);
      return holds.enteredInParts(source, this.#labelOf(taken.entity), {
        name: String(document?.fields.name ?? ours),
        amount: inCents(taken.cents),
        quickbooks: document?.facts.open,
        billcom: targets?.get(taken.entity, theirs)?.facts.due,
        there: strangers.map((stranger) => this.#partOf(otherBook(book), stranger, there)),
        shown: shownOf(definition, record),
      });
    }
    return undefined;
  }

  /** Payments of the other book from the same customer, or a job of it, over the same amount, of which one of the two is not applied. */
  #notApplied(book: Book, record: BookRecord, source: HeldRecord): Hold | undefined {
    return this.#alike(book, record, source, (each) => isNotApplied(record) || isNotApplied(each));
  }

  /** Payments of the other book from the same party over the same amount. */
  #alike(
    book: Book,
    record: BookRecord,
    source: HeldRecord,
    isMeant: (other: BookRecord) => boolean,
  ): Hold | undefined {
    if (!this.#strangers.mayBeByHand(book, record)) return undefined;
    const { definition, references } = this.input;
    const name = definition.document?.party ?? '';
    const [party, field] = [record.fields[name], definition.fields[name]];
    if (typeof party !== 'string' || field?.references === undefined) return undefined;
    const twin = references.resolve(field.references, book, party);
    if (twin.state !== 'linked') return undefined;
    const alike = this.#strangers.alike(book, record).filter(isMeant);
    const strangers = this.#notApart(book, record, alike);
    if (strangers.length === 0) return undefined;
    const isOfOne = strangers.every((stranger) => this.#strangers.isOfOne(book, record, stranger));
    return holds.appliedElsewhere(source, isOfOne ? field.label : `${field.label} or a job of it`, {
      amount: record.facts.total ?? '0.00',
      ...(isNotApplied(record) && { unused: record.facts.unused }),
      there: strangers.map((stranger) => ({
        ...{ id: stranger.id, name: this.#nameOf(otherBook(book), stranger), date: this.#dateOf(stranger) },
        ...(isNotApplied(stranger) && { unused: stranger.facts.unused }),
      })),
      shown: shownOf(definition, record),
    });
  }

  /**
   * What payments of Bill.com that nobody entered by hand, and that QuickBooks does not have yet, take of a document of
   * Bill.com, in cents: its amount due is without it.
   */
  paidThereAlone(document: Pick<Applied, 'entity' | 'id'>): bigint {
    const { definition, records } = this.input;
    let cents = 0n;
    for (const [id, record] of records.billcom) {
      const { deleted, mergedInto, facts } = record;
      if (deleted || mergedInto !== null || this.isLinked('billcom', id)) continue;
      if (facts.recordedFor !== undefined || this.#strangers.mayBeByHand('billcom', record)) continue;
      if (definition.document?.isUnderWay?.(facts) === true) continue;
      for (const applied of this.#strangers.appliedBy(record))
        if (applied.id === document.id && applied.entity === document.entity) cents += applied.cents;
    }
    return cents;
  }

  get #strangers(): PaymentStrangers {
    return (this.#found ??= new PaymentStrangers(this.input, this.isLinked));
  }

  #notApart(book: Book, { id }: BookRecord, others: readonly BookRecord[]): readonly BookRecord[] {
    const pairOf = (other: string) =>
      book === 'billcom' ? { quickbooksId: other, billcomId: id } : { quickbooksId: id, billcomId: other };
    return others.filter((other) => !this.#apart.has(pairKey(pairOf(other.id))));
  }

  #partOf(book: Book, record: BookRecord, document: Pick<Applied, 'entity' | 'id'>) {
    const cents = this.#strangers
      .appliedBy(record)
      .filter(({ entity, id }) => entity === document.entity && id === document.id)
      .reduce((sum, applied) => sum + applied.cents, 0n);
    return {
      id: record.id,
      name: this.#nameOf(book, record),
      amount: inCents(cents),
      date: this.#dateOf(record),
    };
  }

  #nameOf = (book: Book, record: BookRecord): string => named(this.input.definition, book, record).name;
  #dateOf = ({ fields }: BookRecord): string =>
    String(fields[this.input.definition.document?.date ?? ''] ?? '');

  #labelOf(entity: EntityName): string {
    const { document, fields } = this.input.definition;
    const parts = Object.values(fields[document?.appliesTo ?? '']?.line ?? {});
    return parts.find(({ references }) => references === entity)?.label ?? entity;
  }
}

const isNotApplied = ({ facts }: BookRecord): boolean => Number(facts.unused ?? 0) > 0;
