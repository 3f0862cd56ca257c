import { z } from 'zod';
import { may, seeingOf } from '../../access/capabilities';
import { books, type Book, type EntityName } from '../../entities/definition';
import type { WriteCounts } from '../../ledger/cycleCounts';
import type { Cycle } from '../../ledger/cycles';
import type { Membership } from '../../ledger/memberships';
import { counted, many } from './words';

/** What is said of a cycle: pure, from its row. */

/** What a cycle did in a book; of a preview, what it would do. */
export interface BookCounts {
  readonly create: number;
  readonly update: number;
  readonly void: number;
  readonly refused: number;
}

/** The counts of a cycle, as far as a plan shows them. */
export interface CycleCounts {
  readonly writes: readonly WriteCounts[];
  readonly books: Readonly<Record<Book, BookCounts>>;
  readonly linked: number;
  /** Records that were held when it ended. */
  readonly held: number;
}

const number = z.number().catch(0);
const countsSchema = z.object({
  writes: z
    .array(
      z.object({
        entity: z.string(),
        book: z.enum(['quickbooks', 'billcom']),
        create: number,
        update: number,
        void: number,
        refused: number,
      }),
    )
    .catch([]),
  linked: z.record(z.string(), number).catch({}),
  entities: z.array(z.object({ entity: z.string(), held: number })).catch([]),
});

/** @returns null of a cycle that has not ended, which has counted nothing yet */
export function countsOf(
  cycle: Pick<Cycle, 'counts' | 'endedAt'>,
  standing: Pick<Membership, 'role' | 'plan'>,
): CycleCounts | null {
  if (cycle.endedAt === null) return null;
  const { writes, linked, entities } = countsSchema.parse(cycle.counts);
  const isShown = (entity: string): boolean => may(standing, seeingOf(entity as EntityName));
  const shown = writes.filter(({ entity }) => isShown(entity)) as WriteCounts[];
  const inBook = (book: Book): BookCounts => {
    const sum = (of: keyof BookCounts): number =>
      shown.filter((each) => each.book === book).reduce((total, each) => total + each[of], 0);
    return { create: sum('create'), update: sum('update'), void: sum('void'), refused: sum('refused') };
  };
  return {
    writes: shown,
    books: { quickbooks: inBook('quickbooks'), billcom: inBook('billcom') },
    linked: Object.entries(linked)
      .filter(([entity]) => isShown(entity))
      .reduce((total, [, count]) => total + count, 0),
    held: entities.filter(({ entity }) => isShown(entity)).reduce((total, { held }) => total + held, 0),
  };
}

/** “3 new, 2 changed, 1 refused”; '' for nothing. */
export const bookWords = ({ create, update, void: undone, refused }: BookCounts): string =>
  [
    ...(create > 0 ? [`${counted(create)} new`] : []),
    ...(update > 0 ? [`${counted(update)} changed`] : []),
    ...(undone > 0 ? [`${counted(undone)} void or deleted`] : []),
    ...(refused > 0 ? [`${counted(refused)} refused`] : []),
  ].join(', ');

export const modeWords = ({ mode }: Pick<Cycle, 'mode'>): string => (mode === 'preview' ? 'preview' : 'sync');

/** How it went, in a sentence. @param counts as shown; null while it has none */
export function resultWords(
  cycle: Pick<Cycle, 'mode' | 'state' | 'message'>,
  counts: CycleCounts | null,
): string {
  const because = cycle.message === null ? '' : ` ${cycle.message}`;
  switch (cycle.state) {
    case 'due':
      return 'Asked for; it begins at the Web Connector’s next call.';
    case 'running':
      return `At work.${because}`;
    case 'failed':
      return `Failed.${because}`;
    case 'interrupted':
      return `Cut short; the next one went on where it stopped.${because}`;
    case 'waitingForAccept':
      return `Shown, to be accepted; nothing was written.${because}`;
    case 'ended':
      return `${endedWords(cycle, counts)}${because}`;
  }
}

function endedWords({ mode }: Pick<Cycle, 'mode'>, counts: CycleCounts | null): string {
  if (mode === 'preview') return 'Shown; nothing was written.';
  const sum = (of: (book: BookCounts) => number): number =>
    books.reduce((total, book) => total + (counts ? of(counts.books[book]) : 0), 0);
  const written = sum(({ create, update, void: undone }) => create + update + undone);
  const refused = sum((book) => book.refused);
  const wrote = written === 0 ? 'Nothing had to be written' : `${many(written, 'change')} written`;
  return `${wrote}${refused > 0 ? `, ${counted(refused)} refused` : ''}.`;
}

/** `4.2 s`, `1 min 12 s`, `2 h 5 min`: how long something took. */
export function tookWords(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  const minutes = Math.round(whole / 60);
  return `${counted(Math.floor(minutes / 60))} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}
