import { bookTitle, otherBook, type Book, type EntityDefinition } from '../entities/definition';
import { auditAll } from '../ledger/audit';
import type { Company } from '../ledger/companies';
import { documentsBefore, leaveOutAll, type AloneDocument } from '../ledger/cutOver';
import type { Database, Transaction } from '../ledger/database';
import { putOnWorkList } from '../ledger/records';
import { table, type Output } from './output';
import { wrongUse } from '../words/problem';
import { money } from '../words/money';
import { oneOf } from '../words/stepProgress';
import { whatIf, type WhatIf } from '../acts/whatIf';
import { many, quoted } from '../words/counted';

/** All documents of one kind, or of every kind, that are dated before a day. */
export interface LeavingOut {
  readonly database: Database;
  readonly company: Company;
  readonly by: string;
  readonly definitions: readonly EntityDefinition[];
  /** As typed; every kind of document where none is named. */
  readonly entity: string | undefined;
  readonly records: readonly string[];
  readonly output: Output;
}

export interface BeforeOptions {
  readonly before?: string;
  readonly book?: Book;
  readonly undo?: boolean;
  readonly accept?: boolean;
}

/** Holds of documents that no sync would make in the other book, whatever becomes of what they wait for. */
const stays: readonly string[] = [
  'ownerRule',
  'beforeConnection',
  'inactive',
  'leftOut',
  'foreignCurrency',
  'otherAccount',
];

/** Shows what would be left out; with --accept leaves it out. */
export async function leaveOutBefore(run: LeavingOut, options: BeforeOptions): Promise<void> {
  const { database, company, output } = run;
  const { before, accept = false } = options;
  const kinds = kindsOf(run, options);
  if (before === undefined) throw wrongUse('--accept goes with --before DAY.');
  const found = (await database.inCompany(company.id, (tx) => documentsBefore(tx, company.id, kinds, before)))
    // Of one book only, if that was said.
    .filter(({ book }) => options.book === undefined || book === options.book);
  const what = await whatIf(database, company.id, (tx) => onWorkList(tx, company.id, found));
  const documents = found.filter(isConcerned(what));
  if (accept) await database.inCompany(company.id, (tx) => leaveAllOut(tx, run, documents));
  output.result({ company: company.name, before, accepted: accept, records: documents }, () =>
    textOf(company.name, before, documents, accept),
  );
  if (!accept && documents.length > 0)
    output.note(
      `To do it: tieout leave-out ${quoted(company.name)} ${run.entity === undefined ? '' : `${run.entity} `}--before ${before}${options.book === undefined ? '' : ` --book ${options.book}`} --accept`,
    );
}

function kindsOf(
  { definitions, entity, records }: LeavingOut,
  { undo }: BeforeOptions,
): EntityDefinition['name'][] {
  if (records.length > 0 || undo)
    throw wrongUse(
      '--before leaves out all documents of before a day: it names no records, and is undone record by record.',
      'tieout leave-out COMPANY KIND RECORD --undo',
    );
  const documents = definitions.filter(({ document }) => document !== undefined).map(({ name }) => name);
  const kinds = documents.filter((name) => entity === undefined || name === entity);
  if (kinds.length > 0) return kinds;
  throw wrongUse(`“${entity}” is no kind of document.`, `Kinds: ${documents.join(', ')}.`);
}

/** Whether a sync would make it in the other book, now or when what it waits for is there. */
function isConcerned({ operations, holds }: WhatIf): (document: AloneDocument) => boolean {
  const key = (entity: string, book: Book, id: string): string => `${entity} ${book} ${id}`;
  const concerned = new Set([
    ...operations
      .filter(({ action }) => action === 'create')
      .map(({ entity, book, sourceId }) => key(entity, otherBook(book), sourceId)),
    ...holds
      .filter(({ cause }) => !stays.includes(cause))
      .map(({ entity, book, recordId }) => key(entity, book, recordId)),
  ]);
  return ({ entity, book, id }) => concerned.has(key(entity, book, id));
}

async function leaveAllOut(
  tx: Transaction,
  { company, by }: LeavingOut,
  documents: readonly AloneDocument[],
): Promise<void> {
  await leaveOutAll(tx, company.id, documents, by);
  await onWorkList(tx, company.id, documents);
  await auditAll(
    tx,
    company.id,
    documents.map(({ entity, book, id, number, date }) => ({
      who: by,
      action: 'left a record out',
      entity,
      book,
      recordId: id,
      detail: `${number ?? 'without a number'} of ${date}`,
    })),
  );
}

async function onWorkList(
  tx: Transaction,
  companyId: string,
  documents: readonly AloneDocument[],
): Promise<void> {
  const lists = new Map<string, AloneDocument[]>();
  for (const document of documents) {
    const list = `${document.entity} ${document.book}`;
    lists.set(list, [...(lists.get(list) ?? []), document]);
  }
  for (const [first, ...rest] of lists.values())
    if (first)
      await putOnWorkList(
        tx,
        companyId,
        first.book,
        first.entity,
        [first, ...rest].map(({ id }) => id),
      );
}

export function textOf(
  company: string,
  before: string,
  documents: readonly AloneDocument[],
  accepted: boolean,
): string {
  if (documents.length === 0)
    return `A sync would make nothing in the other book that is dated before ${before}.`;
  const counted = many(documents.length, 'document');
  return [
    table(
      [
        { title: 'date' },
        { title: 'what', wraps: true },
        { title: 'stays in' },
        { title: 'amount', align: 'right' },
      ],
      documents.map(({ date, entity, number, book, total }) => [
        date,
        `${oneOf(entity)} “${number ?? 'without a number'}”`,
        bookTitle[book],
        total === null ? '' : money(total),
      ]),
    ),
    accepted
      ? `${counted} dated before ${before} left out: the next sync of “${company}” works by it.`
      : `${counted} dated before ${before} would be left out, as the books were last read. Nothing was changed.`,
  ].join('\n');
}
