import type { Book, EntityName } from '../entities/definition';
import { books, otherBook } from '../entities/definition';
import { centsOf } from '../entities/money';
import type { BookRecord } from '../entities/record';
import type { EntityInput, LeftOutRecord } from './input';
import { referredIn } from './lineReferences';
import { byRecordId, inBothBooks, isLiving } from './paths';

export type StrangersInput = Pick<EntityInput, 'definition' | 'records' | 'rules' | 'leftOut'>;

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

  /** @param isLinked whether a payment has its twin, by this plan or before it. */
  constructor(
    private readonly input: StrangersInput,
    private readonly isLinked: (book: Book, id: string) => boolean,
  ) {
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
        add(this.#byAmount[book], amountKey(String(record.fields[this.#party]), record), record);
      }
  }

  /** Those of a book that take something of one of its documents. */
  ofDocument = (book: Book, document: Pick<Applied, 'entity' | 'id'>): readonly BookRecord[] =>
    this.#byDocument[book].get(keyOf(document)) ?? [];

  /** Those of a book that come from one of its parties over the same amount as a payment of the other book. */
  alike = (book: Book, party: string, record: BookRecord): readonly BookRecord[] =>
    this.#byAmount[book].get(amountKey(party, record)) ?? [];

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

  get #party(): string {
    return this.input.definition.document?.party ?? '';
  }

  #isAlone(book: Book, id: string): boolean {
    return isLiving(this.input.records[book].get(id)) && !this.isLinked(book, id);
  }
}

const noneLeftOut: ReadonlyMap<string, LeftOutRecord> = new Map();

const keyOf = ({ entity, id }: Pick<Applied, 'entity' | 'id'>): string => `${entity} ${id}`;
const amountKey = (party: string, { facts }: BookRecord): string => `${party} over ${facts.total ?? ''}`;

function add(index: Map<string, BookRecord[]>, key: string, record: BookRecord): void {
  const others = index.get(key);
  if (others) others.push(record);
  else index.set(key, [record]);
}
