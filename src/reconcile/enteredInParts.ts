import type { Book, EntityName } from '../entities/definition';
import { books, otherBook } from '../entities/definition';
import { centsOf, inCents } from '../entities/money';
import type { BookRecord } from '../entities/record';
import { shownOf } from './asking';
import { noDecisions, pairKey } from './decisions';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import { referredIn } from './lineReferences';
import { named } from './named';
import { byRecordId, inBothBooks, isLiving } from './paths';

type PartsInput = Pick<
  EntityInput,
  'definition' | 'records' | 'targets' | 'references' | 'decisions' | 'rules'
>;

/** Payments without a twin, by book and what they are applied to: `bill 5-1`. */
type Strangers = Readonly<Record<Book, ReadonlyMap<string, readonly BookRecord[]>>>;

/** What a payment takes of one document. */
interface Applied {
  readonly entity: EntityName;
  readonly id: string;
  readonly cents: bigint;
}

/**
 * Payments that people entered in both books in other parts: 40 in Bill.com, 25 and 15 in QuickBooks, of one bill. No two of
 * them are alike, so that nothing matches, and as long as the bill is open QuickBooks takes the money a second time. So it is
 * asked before a payment goes to a document on which the other book has payments that this one knows nothing of, where Bill.com's
 * may have been entered by hand, too: made before the last preview was accepted, for until then nothing is written for
 * people; or recorded there. What Bill.com paid by itself since is no doubt.
 */
export class EnteredInParts {
  /** Looked for when somebody asks: most plans make no payment. */
  #strangers: Strangers | undefined;
  /** Pairs that by a person's word are not the same. */
  readonly #apart: ReadonlySet<string>;

  /** @param isLinked whether a payment has its twin, by this plan or before it. */
  constructor(
    private readonly input: PartsInput,
    private readonly isLinked: (book: Book, id: string) => boolean,
  ) {
    this.#apart = new Set((input.decisions ?? noDecisions).apart.map(pairKey));
  }

  /** The question to be answered before a payment is made in the other book, too. */
  about(book: Book, record: BookRecord, source: HeldRecord): Hold | undefined {
    const { definition, references, targets } = this.input;
    if (!definition.document?.isEnteredByHand || !this.#mayBeByHand(book, record)) return undefined;
    const there = (this.#strangers ??= this.#findStrangers())[otherBook(book)];
    const isApart = ({ id }: BookRecord): boolean =>
      this.#apart.has(
        pairKey(
          book === 'billcom'
            ? { quickbooksId: id, billcomId: record.id }
            : { quickbooksId: record.id, billcomId: id },
        ),
      );
    for (const taken of this.#appliedBy(record)) {
      const twin = references.resolve(taken.entity, book, taken.id);
      if (twin.state !== 'linked') continue;
      const key = keyOf({ entity: taken.entity, id: twin.id });
      const strangers = (there.get(key) ?? []).filter((each) => !isApart(each));
      if (strangers.length === 0) continue;
      const [ours, theirs] = book === 'billcom' ? [twin.id, taken.id] : [taken.id, twin.id];
      const document = targets?.get(taken.entity, ours);
      return holds.enteredInParts(source, this.#labelOf(taken.entity), {
        name: String(document?.fields.name ?? ours),
        amount: inCents(taken.cents),
        quickbooks: document?.facts.open,
        billcom: targets?.get(taken.entity, theirs)?.facts.due,
        there: strangers.map((stranger) => this.#partOf(otherBook(book), stranger, key)),
        shown: shownOf(definition, record),
      });
    }
    return undefined;
  }

  #findStrangers(): Strangers {
    const found = inBothBooks(() => new Map<string, BookRecord[]>());
    for (const book of books)
      for (const record of byRecordId(this.input.records[book].values())) {
        if (!isLiving(record) || this.isLinked(book, record.id) || !this.#mayBeByHand(book, record)) continue;
        for (const key of new Set(this.#appliedBy(record).map(keyOf)))
          found[book].set(key, [...(found[book].get(key) ?? []), record]);
      }
    return found;
  }

  #mayBeByHand(book: Book, { facts }: BookRecord): boolean {
    if (book === 'quickbooks') return true;
    // What Tieout recorded there stands for a payment of QuickBooks.
    if (facts.recordedFor !== undefined) return false;
    const { rules } = this.input;
    const isOlder =
      rules !== undefined &&
      (rules.acceptedAt === undefined || Date.parse(facts.made ?? '') < rules.acceptedAt.getTime());
    return isOlder || facts.offline !== undefined;
  }

  #partOf(book: Book, record: BookRecord, key: string): { name: string; amount: string; date: string } {
    const { definition } = this.input;
    const cents = this.#appliedBy(record).filter((applied) => keyOf(applied) === key);
    return {
      name: named(definition, book, record).name,
      amount: inCents(cents.reduce((sum, applied) => sum + applied.cents, 0n)),
      date: String(record.fields[definition.document?.date ?? ''] ?? ''),
    };
  }

  #appliedBy({ fields }: BookRecord): Applied[] {
    const { document, fields: definitions } = this.input.definition;
    const name = document?.appliesTo ?? '';
    return referredIn(definitions[name], fields[name]).map(({ entity, id, line }) => ({
      entity,
      id,
      cents: centsOf(String(line?.amount ?? '0.00')),
    }));
  }

  #labelOf(entity: EntityName): string {
    const { document, fields } = this.input.definition;
    const parts = Object.values(fields[document?.appliesTo ?? '']?.line ?? {});
    return parts.find(({ references }) => references === entity)?.label ?? entity;
  }
}

const keyOf = ({ entity, id }: Pick<Applied, 'entity' | 'id'>): string => `${entity} ${id}`;
