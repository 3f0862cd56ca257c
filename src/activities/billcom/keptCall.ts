import type { RowResult } from '../../billcom/errors';
import type { RawRecord } from '../../entities/definition';
import { noteBillcomAnswers, noteBillcomCall } from '../../ledger/billcomCalls';
import type { Transaction } from '../../ledger/database';
import { markSent, type Operation } from '../../ledger/operations';
import type { Lease } from '../../ledger/steps';
import type { ActivityDeps } from '../deps';

/** A call that writes: its rows are those of its operations, in order. */
export interface WritingCall {
  readonly operations: readonly Operation[];
  /** The operation of Bill.com's API, e.g. `Bulk/Crud/Create/Vendor`. */
  readonly name: string;
  readonly rows: readonly RawRecord[];
  send(): Promise<readonly RowResult<RawRecord>[]>;
}

/**
 * Makes a call to Bill.com. planned → sent, and what is sent, stand before it leaves (design I6); its answers are noted
 * as soon as they are there, for people to read.
 * @param under runs work in one transaction while the step is ours
 */
export async function keptCall(
  { database: { sealer } }: ActivityDeps,
  { companyId }: Lease,
  under: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>,
  call: WritingCall,
): Promise<readonly RowResult<RawRecord>[]> {
  const noted = await under(async (tx) => {
    const ids = call.operations.map(({ id }) => id);
    await markSent(tx, companyId, ids);
    const writes = ids.map((operationId, index) => ({ operationId, request: asText(call.rows[index]) }));
    return noteBillcomCall(tx, sealer, companyId, call.name, writes);
  });
  const results = await call.send();
  await under((tx) => noteBillcomAnswers(tx, sealer, noted, results.map(answerText)));
  return results;
}

const asText = (row: RawRecord | undefined): string => JSON.stringify(row ?? {}, null, 2);

/** As Bill.com answered it; of a lost answer there is nothing to keep. */
function answerText(result: RowResult<RawRecord>): string | undefined {
  if (result.ok) return asText(result.row);
  const { class: kind, code, sentence } = result.error;
  return kind === 'unknownOutcome' ? undefined : [code, sentence].filter(Boolean).join(': ');
}
