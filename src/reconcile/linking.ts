import type { Book } from '../entities/definition';
import { otherBook } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { EntityInput } from './input';
import { inBothBooks, isLiving } from './paths';
import type { Link, NewLink } from './plan';

/** The links of an entity while a plan is made: those that stand, those that this plan makes, those that it ends. */
export class Linking {
  readonly twinOf = inBothBooks(() => new Map<string, string>());
  /** Records that are left of a link whose other side was deleted or merged away. */
  readonly broken = inBothBooks(() => new Map<string, Link>());
  readonly links: NewLink[] = [];
  readonly ended: Link[] = [];
  readonly #parted = inBothBooks(() => new Set<string>());
  readonly #byQuickbooksId = new Map<string, Link>();

  constructor(
    private readonly input: Pick<EntityInput, 'definition' | 'records' | 'links' | 'inFlight' | 'asked'>,
  ) {
    const { records } = input;
    for (const link of input.links) {
      this.twinOf.quickbooks.set(link.quickbooksId, link.billcomId);
      this.twinOf.billcom.set(link.billcomId, link.quickbooksId);
      this.#byQuickbooksId.set(link.quickbooksId, link);
      const quickbooks = records.quickbooks.get(link.quickbooksId);
      const billcom = records.billcom.get(link.billcomId);
      if (!quickbooks || !billcom || isLiving(quickbooks) === isLiving(billcom)) continue;
      if (isLiving(quickbooks)) this.broken.quickbooks.set(quickbooks.id, link);
      else this.broken.billcom.set(billcom.id, link);
    }
  }

  /** The twin, unless it was deleted or merged away. */
  livingTwin(book: Book, id: string): string | undefined {
    const twin = this.twinOf[book].get(id);
    return twin !== undefined && isLiving(this.input.records[otherBook(book)].get(twin)) ? twin : undefined;
  }

  /** Whether a record may get a twin. */
  isFree(book: Book, record: BookRecord): boolean {
    return isLiving(record) && (!this.twinOf[book].has(record.id) || this.broken[book].has(record.id));
  }

  /** A write on its way says what the record is; one that a person is asked about does not: a certain twin is the answer. */
  isOnItsWay(book: Book, id: string): boolean {
    const { inFlight, asked } = this.input;
    return inFlight[book].has(id) && (!asked?.[book].has(id) || this.broken[book].has(id));
  }

  join(quickbooks: BookRecord, billcom: BookRecord, madeBy: NewLink['madeBy']): void {
    for (const old of [this.broken.quickbooks.get(quickbooks.id), this.broken.billcom.get(billcom.id)])
      if (old) this.part(old);
    this.twinOf.quickbooks.set(quickbooks.id, billcom.id);
    this.twinOf.billcom.set(billcom.id, quickbooks.id);
    this.links.push({
      entity: this.input.definition.name,
      quickbooksId: quickbooks.id,
      billcomId: billcom.id,
      name: String(quickbooks.fields.name),
      madeBy,
    });
  }

  /** Ends a link. */
  part(old: Link): void {
    this.ended.push(old);
    this.#parted.quickbooks.add(old.quickbooksId);
    this.#parted.billcom.add(old.billcomId);
    this.twinOf.quickbooks.delete(old.quickbooksId);
    this.twinOf.billcom.delete(old.billcomId);
    this.broken.quickbooks.delete(old.quickbooksId);
    this.broken.billcom.delete(old.billcomId);
  }

  /** Whether a link of this record has ended. */
  hasParted(book: Book, id: string): boolean {
    return this.#parted[book].has(id);
  }

  /** The link of these two, if they have one. */
  between(quickbooksId: string, billcomId: string): Link | undefined {
    const link = this.#byQuickbooksId.get(quickbooksId);
    return link?.billcomId === billcomId && this.twinOf.quickbooks.get(quickbooksId) === billcomId
      ? link
      : undefined;
  }
}
