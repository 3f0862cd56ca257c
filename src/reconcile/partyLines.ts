import type { Book } from '../entities/definition';
import { otherBook } from '../entities/definition';
import { knownBy } from '../entities/documentRules';
import type { BookRecord } from '../entities/record';
import type { EntityInput } from './input';

type LinesInput = Pick<EntityInput, 'definition' | 'references'>;

/**
 * Parties with levels: customers and their jobs. A document that stands on a job in one book may stand on the customer above
 * it in the other: QuickBooks takes a customer's payment for invoices of its jobs, and people enter it by either name. All ids
 * are QuickBooks', as far as a party has a twin there.
 */
export class PartyLines {
  readonly #field: string | undefined;
  readonly #entity;
  /** Who has somebody below, by the ids of QuickBooks. */
  readonly #haveBelow: ReadonlySet<string>;

  constructor(private readonly input: LinesInput) {
    const { definition, references } = input;
    const [party, ...others] = definition.document ? knownBy(definition.document) : [];
    const isAlone = others.length === 0 && definition.document?.matchedBy === undefined;
    const entity = isAlone ? definition.fields[party ?? '']?.references : undefined;
    const parents = entity && references.parents?.(entity);
    this.#field = entity === undefined ? undefined : party;
    this.#entity = entity;
    this.#haveBelow = new Set([
      ...(parents?.quickbooks.values() ?? []),
      ...[...(parents?.billcom.values() ?? [])].map((id) => this.#inQuickbooks('billcom', id)),
    ]);
  }

  /** The party itself; undefined where a document has none. */
  own(book: Book, { fields }: BookRecord): string | undefined {
    const id = this.#field === undefined ? undefined : fields[this.#field];
    return typeof id === 'string' ? this.#inQuickbooks(book, id) : undefined;
  }

  /** Keys that two documents, one of each book, share when the party of one stands above the other's. */
  related(book: Book, record: BookRecord): string[] {
    const own = this.own(book, record);
    if (own === undefined) return [];
    const below = this.#haveBelow.has(own) ? [`below ${own} in ${otherBook(book)}`] : [];
    return [...[...this.#above(book, record)].map((id) => `below ${id} in ${book}`), ...below];
  }

  /** Those above it in its own book; of Bill.com's also those above its twin, where that was moved meanwhile. */
  #above(book: Book, record: BookRecord): Set<string> {
    const own = this.own(book, record) ?? '';
    const found = new Set<string>();
    const climb = (side: Book, from: string): void => {
      const parents = this.#entity && this.input.references.parents?.(this.#entity)[side];
      const seen = new Set<string>();
      for (let at = parents?.get(from); at !== undefined && !seen.has(at); at = parents?.get(at)) {
        seen.add(at);
        found.add(this.#inQuickbooks(side, at));
      }
    };
    climb('quickbooks', own);
    if (book === 'billcom') climb('billcom', String(record.fields[this.#field ?? '']));
    found.delete(own);
    return found;
  }

  #inQuickbooks(book: Book, id: string): string {
    if (book === 'quickbooks' || this.#entity === undefined) return id;
    const twin = this.input.references.resolve(this.#entity, book, id);
    return twin.state === 'linked' ? twin.id : `Bill.com's ${id}`;
  }
}
