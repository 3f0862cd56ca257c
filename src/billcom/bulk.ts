import { z, type ZodType } from 'zod';
import type { Call, Caller } from './caller';
import { errorOfReply, errorOfUnreadableRow, errorOfUnreadableWrite } from './classify';
import type { WireRow } from './crud';
import type { BillcomEntity } from './entities';
import { v2ReplyOf } from './envelope';
import { BillcomError, type RowResult } from './errors';
import { unreachable } from './errorCodes';
import { readRow } from './rows';

export type BulkVerb = 'Create' | 'Read' | 'Update' | 'Delete' | 'Undelete';

export interface BulkOptions {
  /** Rows per call, 1 to 100 (Bill.com's limit); default 50. */
  readonly chunkSize?: number;
}

const defaultChunk = 50;
const largestChunk = 100;

/** Failures that would meet the next chunk as well; a chunk of which nothing is known is looked at first. */
const endsTheJob = new Set([
  'auth',
  'authPermanent',
  'otherIdentity',
  'permission',
  'throttle',
  'outage',
  'unknownOutcome',
]);

const bulkAnswer = z.object({ bulk: z.array(z.unknown()) });

/**
 * v2 `Bulk/Crud/<Verb>`: each row has its own result, in request order; partial success is normal.
 * Resolves to exactly one result per row. A call that fails as a whole is the result of each of its rows, and the
 * chunks behind it are not sent if it would meet them too: their rows fail alike (after an `unknownOutcome`, as
 * `outage`: theirs is known, nothing was sent). So the rule of `errors.ts` holds for every row by itself.
 */
export async function bulk<T>(
  caller: Caller,
  verb: BulkVerb,
  entity: BillcomEntity,
  rows: readonly WireRow[],
  schema: ZodType<T>,
  options: BulkOptions = {},
): Promise<RowResult<T>[]> {
  const size = Math.min(Math.max(1, options.chunkSize ?? defaultChunk), largestChunk);
  const results: RowResult<T>[] = [];
  let ended: BillcomError | undefined;
  for (let start = 0; start < rows.length; start += size) {
    const chunk = rows.slice(start, start + size);
    if (ended) {
      results.push(...failAll<T>(chunk, ended));
      continue;
    }
    const call: Call = {
      operation: `Bulk/Crud/${verb}/${entity}`,
      data: { bulk: chunk.map((row) => elementOf(verb, entity, row)) },
      isWrite: verb !== 'Read',
    };
    try {
      results.push(...resultsOf(caller, call, chunk, await caller.call(call), schema));
    } catch (error) {
      if (!(error instanceof BillcomError)) {
        if (results.length === 0) throw error;
        ended = notSent(call);
        results.push(...failAll<T>(chunk, ended));
        continue;
      }
      results.push(...failAll<T>(chunk, error));
      if (endsTheJob.has(error.class)) ended = error.class === 'unknownOutcome' ? notSent(call) : error;
    }
  }
  return results;
}

/** Each element is what the single call would send as its data. */
function elementOf(verb: BulkVerb, entity: BillcomEntity, row: WireRow): unknown {
  return verb === 'Create' || verb === 'Update' ? { obj: { entity, ...row } } : { id: row.id };
}

function resultsOf<T>(
  caller: Caller,
  call: Call,
  chunk: readonly WireRow[],
  answer: unknown,
  schema: ZodType<T>,
): RowResult<T>[] {
  const parsed = bulkAnswer.safeParse(answer);
  const kind = caller.kindOf(call);
  // Without one envelope per row nobody can say which row an envelope belongs to.
  const isComplete = parsed.success && parsed.data.bulk.length === chunk.length;
  if (!isComplete) return failAll<T>(chunk, errorOfReply({ kind: 'unreadable' }, undefined, kind));

  return parsed.data.bulk.map((envelope): RowResult<T> => {
    const reply = v2ReplyOf(envelope);
    if (reply.kind !== 'data') return { ok: false, error: errorOfReply(reply, undefined, kind) };
    const reading = readRow(reply.data, schema);
    if ('row' in reading) return { ok: true, row: reading.row };
    const { because, id } = reading.problem;
    const judge = call.isWrite ? errorOfUnreadableWrite : errorOfUnreadableRow;
    return { ok: false, error: judge(because, id, kind) };
  });
}

function failAll<T>(chunk: readonly WireRow[], error: BillcomError): RowResult<T>[] {
  return chunk.map(() => ({ ok: false, error }));
}

function notSent(call: Call): BillcomError {
  return new BillcomError({
    ...unreachable,
    class: 'outage',
    sentence: 'This was not sent to Bill.com, because the call before it failed.',
    operation: call.operation,
  });
}
