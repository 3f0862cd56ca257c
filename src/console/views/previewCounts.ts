import { z } from 'zod';
import { books, type Book, type EntityName } from '../../entities/definition';
import type { EntityCount, ProposedCount } from '../../ledger/previewPages';
import type { WriteAction } from '../../reconcile/plan';

/** What a preview comes to, by kind of record, and which part of it is asked for. Pure. */

/** `write`: all that would be written. */
export const previewWhats = ['write', 'create', 'update', 'void', 'link', 'held'] as const;
export type PreviewWhat = (typeof previewWhats)[number];
export const previewWhat = z.enum(previewWhats);

export interface PreviewAsked {
  readonly what: PreviewWhat;
  readonly entity?: EntityName | undefined;
  readonly book?: Book | undefined;
  readonly search: string;
}

type PerBook = Readonly<Record<Book, number>>;

export interface CountRow extends Readonly<Record<WriteAction, PerBook>> {
  readonly entity: EntityName;
  readonly link: number;
  readonly held: number;
}

/** One row for each kind of record of which there is something, in step order. */
export function countRows(
  entities: readonly EntityName[],
  counted: {
    readonly writes: readonly ProposedCount[];
    readonly links: readonly EntityCount[];
    readonly held: readonly EntityCount[];
  },
): CountRow[] {
  const { writes, links, held } = counted;
  const of = (counts: readonly EntityCount[], entity: EntityName): number =>
    counts.find((each) => each.entity === entity)?.count ?? 0;
  return entities
    .map((entity) => {
      const per = (action: WriteAction): PerBook => ({
        quickbooks: of(writesOf(writes, 'quickbooks', action), entity),
        billcom: of(writesOf(writes, 'billcom', action), entity),
      });
      return {
        entity,
        create: per('create'),
        update: per('update'),
        void: per('void'),
        link: of(links, entity),
        held: of(held, entity),
      };
    })
    .filter((row) => writesIn(row) + row.link + row.held > 0);
}

const writesOf = (writes: readonly ProposedCount[], book: Book, action: WriteAction): ProposedCount[] =>
  writes.filter((each) => each.book === book && each.action === action);

const actions: readonly WriteAction[] = ['create', 'update', 'void'];

function writesIn(row: CountRow, asked: Partial<PreviewAsked> = {}): number {
  const { what = 'write', book } = asked;
  return actions
    .filter((action) => what === 'write' || what === action)
    .flatMap((action) => books.filter((each) => !book || each === book).map((each) => row[action][each]))
    .reduce((sum, count) => sum + count, 0);
}

/** How much there is of what is asked for, whatever the search. */
export function totalsOf(
  counts: readonly CountRow[],
  asked: Partial<PreviewAsked> = {},
): Readonly<Record<'write' | 'link' | 'held', number>> {
  const rows = counts.filter(({ entity }) => !asked.entity || entity === asked.entity);
  const sum = (of: (row: CountRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    write: sum((row) => writesIn(row, asked)),
    link: sum(({ link }) => link),
    held: sum(({ held }) => held),
  };
}
