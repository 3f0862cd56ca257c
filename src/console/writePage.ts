import { billcomCallsOf, type BillcomCall } from '../ledger/billcomCalls';
import type { Database } from '../ledger/database';
import type { Company } from '../ledger/companies';
import { entityDefinitions } from '../entities/registry';
import { otherBook } from '../entities/definition';
import { loadOperation, type Operation } from '../ledger/operations';
import { recordNames, type RecordKey } from '../ledger/recordNames';
import { loadRecord } from '../ledger/records';
import { excerptOf } from '../quickbooks/qbxml';
import { wireOf } from '../quickbooks/exchange/exchanges';
import { named } from '../reconcile/named';
import { NotThere } from './faults';
import { leadingTo, writtenRows, type WrittenRow } from './views/fieldRows';

/** One write with what was sent and answered: qbXML of QuickBooks, JSON of Bill.com; kept for a while. */
export interface WriteView {
  readonly operation: Operation;
  readonly key: RecordKey;
  readonly name: string;
  readonly word: string;
  readonly fields: readonly WrittenRow[];
  readonly request: string | null;
  readonly answer: string | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws NotThere for a write of another company, or none */
export async function loadWriteView(database: Database, company: Company, id: string): Promise<WriteView> {
  if (!uuid.test(id)) throw new NotThere();
  const read = await database.inCompany(company.id, async (tx) => {
    const operation = await loadOperation(tx, company.id, id);
    const definition = entityDefinitions(company.settings).find(({ name }) => name === operation?.entity);
    if (!operation || !definition) throw new NotThere();
    const { entity, book, sourceId, recordId, fields, before } = operation;
    const from = otherBook(book);
    const source = await loadRecord(tx, company.id, from, entity, sourceId);
    const keys = [
      ...[fields, before ?? {}].flatMap((each) => leadingTo(definition, book, each)),
      ...Object.values(operation.awaits).map((awaited) => ({
        entity: awaited.entity,
        book: from,
        id: awaited.sourceId,
      })),
    ];
    const known = await recordNames(tx, company.id, keys);
    const called = source && named(definition, from, source);
    return {
      operation,
      key: source ? { entity, book: from, id: sourceId } : { entity, book, id: recordId ?? sourceId },
      name: called?.name ?? sourceId,
      word: called?.word ?? definition.words.one,
      fields: writtenRows(definition, operation, known),
    };
  });
  return { ...read, ...(await textsOf(database, company, read.operation)) };
}

/** What went over the wire of a write; null where there is nothing, or not any more. */
async function textsOf(
  database: Database,
  company: Company,
  { id, book, exchangeKey }: Operation,
): Promise<Pick<WriteView, 'request' | 'answer'>> {
  if (book === 'billcom') return textsOfCalls(await billcomCallsOf(database, company.id, id));
  const wire = exchangeKey === null ? undefined : await wireOf(database, company.id, exchangeKey);
  return {
    request: (wire?.request && (await readableOf(wire.request, id))) ?? null,
    answer: (wire?.answer && (await readableOf(wire.answer, id))) ?? null,
  };
}

/** A write is one call to Bill.com, or a few one after the other: each with its name and time. */
function textsOfCalls(calls: readonly BillcomCall[]): Pick<WriteView, 'request' | 'answer'> {
  const texts = calls.map(({ call, request, answer, sentAt }) => ({
    request: `${call}, ${sentAt.toISOString()}\n${request}`,
    answer: answer === null ? null : calls.length === 1 ? answer : `${call}\n${answer}`,
  }));
  const joined = (parts: readonly (string | null)[]): string | null =>
    parts.filter((part) => part !== null).join('\n\n') || null;
  return {
    request: joined(texts.map((each) => each.request)),
    answer: joined(texts.map((each) => each.answer)),
  };
}

/** The part of a message set that is this write; null where the text is none that can be read. */
const readableOf = async (xml: string, id: string): Promise<string | null> =>
  (await excerptOf(xml, id).catch(() => undefined)) ?? null;
