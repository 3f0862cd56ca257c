import type { Book, EntityName } from '../entities/definition';
import { books, otherBook } from '../entities/definition';
import { centsOf } from '../entities/money';
import type { BookRecord } from '../entities/record';
import type { EntityInput, LeftOutRecord } from './input';
import { referredIn } from './lineReferences';
import { PartyLines } from './partyLines';
import { byRecordId, inBothBooks, isLiving } from './paths';

export type StrangersInput = Pick<EntityInput, 'definition' | 'records' | 'rules' | 'leftOut' | 'references'>;

/** What a payment takes of one document. */
export interface Applied {
  readonly entity: EntityName;
  readonly id: string;
  readonly cents: bigint;
}

/** What a person has said of a payment: it is the money of another one, which was left in the other book. */
export interface SameMoney {
  readonly left: BookRecord;
  readonly who: string;
}

/**
 * Payments of each book that the other one knows nothing of. What a person has said to be the same money as some of the
 * other book is explained, and no stranger, as long as all of it stands.
 */
export class PaymentStrangers {
  readonly #byDocument = inBothBooks(() => new Map<string, BookRecord[]>());
  readonly #byAmount = inBothBooks(() => new Map<string, BookRecord[]>());
  readonly #sameMoney = inBothBooks(() => new Map<string, SameMoney>());
  readonly #parties: PartyLines;

  /** @param isLinked whether a payment has its twin, by this plan or before it. */
  constructor(
    private readonly input: StrangersInput,
    private readonly isLinked: (book: Book, id: string) => boolean,
  ) {
    this.#parties = new PartyLines(input);
    const explained = inBothBooks(() => new Set<string>());
    for (const book of books)
      for (const [id, { who, sameAs = [] }] of input.leftOut?.[book] ?? noneLeftOut) {
        const left = input.records[book].get(id);
        const all = sameAs.every((other) => this.#isAlone(otherBook(book), other));
        if (!isLiving(left) || !this.#isAlone(book, id) || sameAs.length === 0 || !all) continue;
        explained[book].add(id);
        for (const other of sameAs) this.#sameMoney[otherBook(book)].set(other, { left, who });
      }
    for (const book of books)
      for (const record of byRecordId(input.records[book].values())) {
        const isKnown = explained[book].has(record.id) || this.#sameMoney[book].has(record.id);
        if (isKnown || !this.#isAlone(book, record.id) || !this.mayBeByHand(book, record)) continue;
        for (const key of new Set(this.appliedBy(record).map(keyOf)))
          add(this.#byDocument[book], key, record);
        for (const key of this.#amountKeys(book, record)) add(this.#byAmount[book], key, record);
      }
  }

  /** Those of a book that take something of one of its documents. */
  ofDocument = (book: Book, document: Pick<Applied, 'entity' | 'id'>): readonly BookRecord[] =>
    this.#byDocument[book].get(keyOf(document)) ?? [];

  /** Those of the other book over the same amount that come from the same party, or from one above or below it. */
  alike = (book: Book, record: BookRecord): readonly BookRecord[] => [
    ...new Set(
      this.#amountKeys(book, record).flatMap((key) => this.#byAmount[otherBook(book)].get(key) ?? []),
    ),
  ];

  /** Whether two payments, one of each book, come from the same party, and not from one above or below it. */
  isOfOne = (book: Book, record: BookRecord, other: BookRecord): boolean =>
    this.#parties.own(book, record) === this.#parties.own(otherBook(book), other);

  /** Whether a person has said that it is the money of a payment that was left in the other book. */
  sameMoney = (book: Book, { id }: BookRecord): SameMoney | undefined => this.#sameMoney[book].get(id);

  /** Whether a person may have entered it: what Bill.com paid by itself since the last preview was accepted is no doubt. */
  mayBeByHand(book: Book, { facts }: BookRecord): boolean {
    if (book === 'quickbooks') return true;
    // What Tieout recorded there stands for a payment of QuickBooks.
    if (facts.recordedFor !== undefined) return false;
    const { rules } = this.input;
    const isOlder =
      rules !== undefined &&
      (rules.acceptedAt === undefined || Date.parse(facts.made ?? '') < rules.acceptedAt.getTime());
    return isOlder || facts.offline !== undefined;
  }

  appliedBy({ fields }: BookRecord): Applied[] {
    const { document, fields: definitions } = this.input.definition;
    const name = document?.appliesTo ?? '';
    return referredIn(definitions[name], fields[name]).map(({ entity, id, line }) => ({
      entity,
      id,
      cents: centsOf(String(line?.amount ?? '0.00')),
    }));
  }

  #amountKeys(book: Book, record: BookRecord): string[] {
    const own = this.#parties.own(book, record);
    const parties = own === undefined ? [] : [own, ...this.#parties.related(book, record)];
    return parties.map((party) => `${party} over ${record.facts.total ?? ''}`);
  }

  #isAlone(book: Book, id: string): boolean {
    return isLiving(this.input.records[book].get(id)) && !this.isLinked(book, id);
  }
}

const noneLeftOut: ReadonlyMap<string, LeftOutRecord> = new Map();

const keyOf = ({ entity, id }: Pick<Applied, 'entity' | 'id'>): string => `${entity} ${id}`;

function add(index: Map<string, BookRecord[]>, key: string, record: BookRecord): void {
  const others = index.get(key);
  if (others) others.push(record);
  else index.set(key, [record]);
}
