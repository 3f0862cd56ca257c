import type { Book, CanonicalFields, EntityDefinition } from '../entities/definition';
import { sameValue } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { MakeDecision, SettledDecision } from './decisions';
import type { HeldRecord, Hold } from './holds';
import { holds } from './holds';
import type { EntityInput } from './input';
import { isLiving } from './paths';

/** Records that are made in the other book only when a person says so, and what people said. */
export class Asking {
  /** Decisions that are carried out by now, or have no object any more. */
  readonly settled: readonly SettledDecision[];
  readonly #standing: readonly MakeDecision[];

  /** @param hasTwin whether a record is linked, by this plan or before it. */
  constructor(
    private readonly input: Pick<EntityInput, 'definition' | 'records' | 'decisions'>,
    hasTwin: (book: Book, id: string) => boolean,
  ) {
    const made = input.decisions?.make ?? [];
    const ends = made.map((decision): SettledDecision | undefined => {
      const { id, book, recordId, shown } = decision;
      if (hasTwin(book, recordId)) return { id, state: 'used' };
      const record = input.records[book].get(recordId);
      if (!isLiving(record)) return { id, state: 'void', because: 'the record is not there any more' };
      return isAsShown(shown, record) ? undefined : { id, state: 'void', because: 'it was changed since' };
    });
    this.settled = ends.filter((end) => end !== undefined);
    this.#standing = made.filter((_decision, index) => ends[index] === undefined);
  }

  /** The question to be answered first; undefined when the record may be made, for one that nobody has wished for yet. */
  about(book: Book, record: BookRecord, source: HeldRecord): Hold | undefined {
    const { definition } = this.input;
    const question = definition.asksFirst?.(record.fields, record.facts, book);
    return question && holds.asksFirst(source, question, shownOf(definition, record));
  }

  /** Whether a person has said that it is to be made, whatever speaks for asking first. */
  isWished(book: Book, { id }: BookRecord): boolean {
    return this.#standing.some((each) => each.book === book && each.recordId === id);
  }
}

/** What a person decides about: the parts that count of a document. */
export const shownOf = ({ document }: EntityDefinition, { fields }: BookRecord): CanonicalFields =>
  Object.fromEntries((document?.unit ?? []).map((name) => [name, fields[name] ?? null]));

const isAsShown = (shown: CanonicalFields, { fields }: BookRecord): boolean =>
  Object.entries(shown).every(([name, value]) => sameValue(value, fields[name]));
