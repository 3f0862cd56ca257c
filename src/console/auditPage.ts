import { Readable } from 'node:stream';
import { z } from 'zod';
import { auditCells, auditHead, referencesOfLines } from '../acts/auditView';
import { csv, withMark } from '../words/csv';
import { namesFrom, type NameOf } from '../words/valueWords';
import { entityDefinitions } from '../entities/registry';
import { auditPage, type AuditRow, type AuditSearch } from '../ledger/auditSearch';
import type { Database, Transaction } from '../ledger/database';
import { recordNames } from '../ledger/recordNames';
import { hiddenFrom, type Inside } from './admission';
import { atHour } from './views/words';

/** The audit log as it is asked for, for the page, its CSV and the API. */

type By = Pick<Inside, 'company' | 'membership'>;

const text = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\0]*$/);
const day = z.iso.date();

export const auditQuery = z.object({
  who: text.optional().catch(undefined).describe('A person’s e-mail address, or Tieout'),
  from: day
    .or(z.literal(''))
    .optional()
    .catch(undefined)
    .describe('The first day, by the calendar of the books'),
  to: day.or(z.literal('')).optional().catch(undefined).describe('The last day'),
  kind: z
    .enum(['writes', 'overwrites', 'people'])
    .optional()
    .catch(undefined)
    .describe('Writes to a book, those of them that overwrote an edit of the other book, or what people did'),
  what: text.optional().catch(undefined).describe('A part of what was done, or of its details'),
  q: text.optional().catch(undefined).describe('A record: its id, or its whole name or number'),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined)
    .describe('Lines before this one'),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** A day is one of the company's zone. */
export function auditSearch({ company, membership }: By, query: AuditQuery): AuditSearch {
  const { who, from, to, kind, what, q } = query;
  return {
    hidden: hiddenFrom(membership),
    kind,
    ...(who ? { who } : {}),
    ...(what ? { what } : {}),
    ...(q ? { record: q } : {}),
    ...(from ? { from: atHour(from, 0, company.zone) } : {}),
    ...(to ? { to: atHour(to, 24, company.zone) } : {}),
  };
}

/** The names of the records to which the values of lines refer. */
export async function namesIn(
  tx: Transaction,
  { company }: Pick<Inside, 'company'>,
  lines: readonly AuditRow[],
): Promise<NameOf> {
  const references = referencesOfLines(lines, entityDefinitions(company.settings));
  return namesFrom(references.length === 0 ? [] : await recordNames(tx, company.id, references));
}

const linesAtOnce = 2_000;

/** All lines of a search as CSV, read and sent a part at a time: an audit log only grows. */
export const auditFile = (database: Database, by: By, search: AuditSearch): Readable =>
  Readable.from(auditParts(database, by, search), { objectMode: false });

async function* auditParts(database: Database, by: By, search: AuditSearch): AsyncGenerator<string> {
  const definitions = entityDefinitions(by.company.settings);
  yield withMark(csv([auditHead]));
  for (let before: string | null = null; ;) {
    const from: string | null = before;
    const part: { lines: AuditRow[]; nameOf: NameOf } = await database.inCompany(
      by.company.id,
      async (tx) => {
        const lines = await auditPage(tx, by.company.id, search, from, linesAtOnce);
        return { lines, nameOf: await namesIn(tx, by, lines) };
      },
    );
    if (part.lines.length > 0)
      yield csv(part.lines.map((line) => auditCells(line, definitions, part.nameOf)));
    if (part.lines.length < linesAtOnce) return;
    before = part.lines.at(-1)?.id ?? null;
  }
}
