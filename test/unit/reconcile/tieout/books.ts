import type { Book, EntityName } from '../../../../src/entities/definition';
import type { Entry, HeldBecause, Party, TieOutInput } from '../../../../src/reconcile/tieout/entries';
import { sides } from '../../../../src/reconcile/tieout/sides';

/** Entries of two books written briefly, for tests of the tie-out. */
export const today = '2026-11-23';

export const acme: Party = { name: 'Acme', quickbooks: 'QV1', billcom: 'BV1' };
export const birch: Party = { name: 'Birch', quickbooks: 'QV2', billcom: 'BV2' };
export const onlyHere: Party = { name: 'Corner Shop', quickbooks: 'QV3', billcom: null };

export function entry(book: Book, id: string, cents: number, more: Partial<Entry> = {}): Entry {
  return {
    book,
    entity: 'bill',
    id,
    word: 'bill',
    name: `No. ${id}`,
    party: book === 'quickbooks' ? acme.quickbooks : acme.billcom,
    date: '2026-11-02',
    cents: BigInt(cents),
    applied: [],
    isHistory: false,
    isWaiting: false,
    ...more,
  };
}

/** A posting of a kind that is not synced. */
export const posting = (id: string, cents: number, more: Partial<Entry> = {}): Entry =>
  entry('quickbooks', id, cents, { entity: undefined, word: 'journal entry', ...more });

interface Given {
  readonly twins?: Readonly<Record<string, string>>;
  readonly holds?: Readonly<Record<string, HeldBecause>>;
  readonly own?: TieOutInput['own'];
  readonly parties?: readonly Party[];
  readonly side?: TieOutInput['side'];
}

export const books = (
  entries: readonly Entry[],
  { twins = {}, holds = {}, own, parties = [acme, birch, onlyHere], side = sides.ap }: Given = {},
): TieOutInput => ({
  side,
  asOf: today,
  entries,
  twins: (_entity: EntityName, id: string) => twins[id],
  hold: (book, _entity, id) => holds[`${book} ${id}`],
  parties,
  own,
});
